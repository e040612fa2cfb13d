-- What a person agreed to, who saw a case, and what is about to be erased. None of it holds words of a case.

-- +goose Up
CREATE TABLE consents (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    account_id text NOT NULL,
    case_id text NOT NULL,
    kind text NOT NULL,
    wording text NOT NULL,
    given_at ${TS} NOT NULL,
    ended_at ${TS}
);
CREATE INDEX consents_by_account ON consents (account_id, given_at);
CREATE INDEX consents_by_case ON consents (case_id, given_at);

CREATE TABLE accesses (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    case_id text NOT NULL,
    account_id text NOT NULL,
    actor text NOT NULL,
    what text NOT NULL,
    happened_at ${TS} NOT NULL
);
CREATE INDEX accesses_by_case ON accesses (case_id, happened_at);
CREATE INDEX accesses_by_account ON accesses (account_id, happened_at);

-- The receipt stays when everything else has gone: counts and the last hash, by which the chain can still be checked.
CREATE TABLE erasures (
    id ${UUID} PRIMARY KEY,
    org_id ${UUID} NOT NULL,
    batch text NOT NULL,
    receipt_hash text NOT NULL,
    account_id text NOT NULL,
    case_id text NOT NULL,
    state text NOT NULL,
    asked_at ${TS} NOT NULL,
    due_at ${TS} NOT NULL,
    done_at ${TS},
    events bigint NOT NULL,
    files bigint NOT NULL,
    last_hash text NOT NULL
);
CREATE INDEX erasures_by_due ON erasures (state, due_at);
CREATE INDEX erasures_by_case ON erasures (case_id);
CREATE INDEX erasures_by_account ON erasures (account_id);
CREATE INDEX erasures_by_receipt ON erasures (receipt_hash);

-- +goose Down
DROP TABLE erasures;
DROP TABLE accesses;
DROP TABLE consents;
