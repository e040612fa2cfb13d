-- People who have an account, the devices they are signed in on, and the codes that sign them in. E-mail, name and the
-- secret of the second factor are sealed with a key that is not in the database; what is only compared is a digest.

-- +goose Up
CREATE TABLE organisations (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    name text NOT NULL,
    created_at ${TS} NOT NULL
);

CREATE TABLE accounts (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    role text NOT NULL,
    state text NOT NULL,
    email_hash text NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    totp text NOT NULL,
    totp_step bigint NOT NULL,
    language text NOT NULL,
    keep_months bigint NOT NULL,
    created_at ${TS} NOT NULL,
    seen_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX accounts_by_email ON accounts (email_hash) WHERE email_hash <> '';
CREATE INDEX accounts_by_org ON accounts (org_id, role, id);

CREATE TABLE sessions (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    account_id ${UUID} NOT NULL REFERENCES accounts (id),
    token_hash text NOT NULL,
    device text NOT NULL,
    shared bigint NOT NULL,
    second bigint NOT NULL,
    proven_at ${TS} NOT NULL,
    created_at ${TS} NOT NULL,
    seen_at ${TS} NOT NULL,
    expires_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX sessions_by_token ON sessions (token_hash);
CREATE INDEX sessions_by_account ON sessions (account_id, expires_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE sign_in_codes (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    email_hash text NOT NULL,
    email text NOT NULL,
    browser_hash text NOT NULL,
    code_hash text NOT NULL,
    link_hash text NOT NULL,
    tries bigint NOT NULL,
    used bigint NOT NULL,
    created_at ${TS} NOT NULL,
    expires_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX sign_in_codes_by_link ON sign_in_codes (link_hash);
CREATE INDEX sign_in_codes_by_browser ON sign_in_codes (browser_hash, created_at);
CREATE INDEX sign_in_codes_by_email ON sign_in_codes (email_hash, created_at);
CREATE INDEX sign_in_codes_by_expiry ON sign_in_codes (expires_at);

-- +goose Down
DROP TABLE sign_in_codes;
DROP TABLE sessions;
DROP TABLE accounts;
DROP TABLE organisations;
