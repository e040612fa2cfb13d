-- Who may do what to a case. A case in no row here belongs to the browser that holds its claim, or to the command line.

-- +goose Up
CREATE TABLE grants (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    case_id ${UUID} NOT NULL REFERENCES cases (id),
    account_id text NOT NULL,
    holder_org text NOT NULL,
    standing text NOT NULL,
    given_by text NOT NULL,
    created_at ${TS} NOT NULL,
    expires_at ${TS} NOT NULL
);
CREATE INDEX grants_by_case ON grants (case_id, expires_at);
CREATE INDEX grants_by_account ON grants (account_id, expires_at);
CREATE INDEX grants_by_holder ON grants (holder_org, expires_at);

-- until is the last instant of the access that accepting gives; expires_at that of the invitation itself.
CREATE TABLE invitations (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    case_id ${UUID} NOT NULL REFERENCES cases (id),
    token_hash text NOT NULL,
    name text NOT NULL,
    given_by text NOT NULL,
    state text NOT NULL,
    created_at ${TS} NOT NULL,
    expires_at ${TS} NOT NULL,
    until ${TS} NOT NULL
);
CREATE UNIQUE INDEX invitations_by_token ON invitations (token_hash);
CREATE INDEX invitations_by_case ON invitations (case_id, expires_at);

-- A code on paper that brings the cases of one browser to another. browser_hash is that of the browser's claim.
CREATE TABLE return_codes (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    code_hash text NOT NULL,
    browser_hash text NOT NULL,
    created_at ${TS} NOT NULL,
    expires_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX return_codes_by_code ON return_codes (code_hash);
CREATE UNIQUE INDEX return_codes_by_browser ON return_codes (browser_hash);
CREATE INDEX return_codes_by_expiry ON return_codes (expires_at);

-- +goose Down
DROP TABLE return_codes;
DROP TABLE invitations;
DROP TABLE grants;
