-- What was built for whom, so that a paper that comes back can be compared with the one that left. It is no part of the
-- case's history: building a paper changes nothing in the case.

-- +goose Up
CREATE TABLE builds (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    case_id ${UUID} NOT NULL REFERENCES cases (id),
    kind text NOT NULL,
    body text NOT NULL,
    variant text NOT NULL,
    sha256 text NOT NULL,
    bytes bigint NOT NULL,
    pages bigint NOT NULL,
    mark text NOT NULL,
    head_hash text NOT NULL,
    last_seq bigint NOT NULL,
    packs text NOT NULL,
    as_of ${DATE} NOT NULL,
    made_at ${TS} NOT NULL,
    files text NOT NULL
);
CREATE INDEX builds_by_case ON builds (case_id, made_at);
CREATE INDEX builds_by_file ON builds (sha256);
CREATE INDEX builds_by_mark ON builds (mark);

-- +goose Down
DROP TABLE builds;
