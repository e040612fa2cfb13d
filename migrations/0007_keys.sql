-- Other ways to prove who one is: passkeys, a provider the operator chose, and links that work once.

-- +goose Up
CREATE TABLE passkeys (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    account_id ${UUID} NOT NULL REFERENCES accounts (id),
    credential_id text NOT NULL,
    credential text NOT NULL,
    name text NOT NULL,
    created_at ${TS} NOT NULL,
    used_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential_id);
CREATE INDEX passkeys_by_account ON passkeys (account_id);

-- What a browser was asked and has not answered yet.
CREATE TABLE ceremonies (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    token_hash text NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    expires_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX ceremonies_by_token ON ceremonies (token_hash);
CREATE INDEX ceremonies_by_expiry ON ceremonies (expires_at);

-- subject_hash is a digest of the provider's address and its name for the person.
CREATE TABLE identities (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    account_id ${UUID} NOT NULL REFERENCES accounts (id),
    subject_hash text NOT NULL,
    created_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX identities_by_subject ON identities (subject_hash);
CREATE INDEX identities_by_account ON identities (account_id);

CREATE TABLE setup_links (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    token_hash text NOT NULL,
    role text NOT NULL,
    used bigint NOT NULL,
    created_at ${TS} NOT NULL,
    expires_at ${TS} NOT NULL
);
CREATE UNIQUE INDEX setup_links_by_token ON setup_links (token_hash);
CREATE INDEX setup_links_by_expiry ON setup_links (expires_at);

-- +goose Down
DROP TABLE setup_links;
DROP TABLE identities;
DROP TABLE ceremonies;
DROP TABLE passkeys;
