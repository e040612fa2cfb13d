-- The size of each original, for the limit of the whole store; -1 where it came in before sizes were noted. The row is
-- also what those who use a file and those who delete it lock, since the bytes may lie on a server that knows no locks.
-- It has no organisation: the same bytes are kept once, whoever sent them.

-- +goose Up
CREATE TABLE blobs (
    sha256 text PRIMARY KEY,
    bytes bigint NOT NULL
);
INSERT INTO blobs (sha256, bytes) SELECT DISTINCT sha256, -1 FROM blob_uses;

-- +goose Down
DROP TABLE blobs;
