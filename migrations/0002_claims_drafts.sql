-- What ties a case to a browser, and a text that is not confirmed yet.

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

-- +goose Down
DROP TABLE drafts;
DROP TABLE claims;
