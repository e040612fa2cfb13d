-- The whole of the packs under which cases were opened: a case keeps the law of its day until somebody says yes to a
-- later one. Text, because a snapshot is a zip in base64 and the engines' words for bytes differ.

-- +goose Up
CREATE TABLE pack_snapshots (
    hash text PRIMARY KEY,
    first_seen ${TS} NOT NULL,
    data text NOT NULL
);

-- +goose Down
DROP TABLE pack_snapshots;
