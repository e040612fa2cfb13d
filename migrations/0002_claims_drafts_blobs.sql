-- What ties a case to a browser, a text not yet confirmed, and which evidence files are in use by whom.

-- +goose Up
CREATE TABLE claims (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    token_hash text NOT NULL,
    case_id ${UUID} NOT NULL REFERENCES cases (id),
    expires_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX claims_by_token ON claims (token_hash, case_id);
CREATE INDEX claims_by_case ON claims (case_id, expires_at);

CREATE TABLE drafts (
    id text PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    token_hash text NOT NULL,
    text text NOT NULL,
    reading text NOT NULL,
    files text NOT NULL,
    expires_at ${TS} NOT NULL
);
CREATE INDEX drafts_by_expiry ON drafts (expires_at);

-- owner is the id of the case or draft that needs the file. A file that nobody needs is deleted.
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
DROP TABLE drafts;
DROP TABLE claims;
