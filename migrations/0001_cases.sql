-- A case is its chain of events. The row in cases is the head of the chain; the words of an event are a row of their own,
-- so that erasing them leaves a chain of digests that can still be checked.

-- +goose Up
CREATE TABLE cases (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    code text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    last_seq bigint NOT NULL,
    last_hash text NOT NULL,
    head_sig text NOT NULL,
    created_at ${TS} NOT NULL,
    updated_at ${TS} NOT NULL
);
CREATE INDEX cases_by_update ON cases (updated_at DESC, id DESC);
CREATE INDEX cases_by_org ON cases (org_id, updated_at DESC, id DESC);
CREATE INDEX cases_by_code ON cases (code);

CREATE TABLE events (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    case_id ${UUID} NOT NULL REFERENCES cases (id),
    seq bigint NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    recorded_at ${TS} NOT NULL,
    digest text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL
);
CREATE UNIQUE INDEX events_by_case ON events (case_id, seq);

CREATE TABLE event_payloads (
    event_id ${UUID} PRIMARY KEY REFERENCES events (id),
    org_id ${UUID} NOT NULL,
    case_id ${UUID} NOT NULL,
    payload text NOT NULL
);
CREATE INDEX event_payloads_by_case ON event_payloads (case_id);

-- owner is the id of the case or draft that needs the file. A file that nobody needs is deleted, so this table comes and
-- goes with the events that name the files.
CREATE TABLE blob_uses (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    sha256 text NOT NULL,
    owner text NOT NULL
);
CREATE UNIQUE INDEX blob_uses_by_file ON blob_uses (sha256, owner);
CREATE INDEX blob_uses_by_owner ON blob_uses (owner);

-- +goose Down
DROP TABLE blob_uses;
DROP TABLE event_payloads;
DROP TABLE events;
DROP TABLE cases;
