-- 1: entries, bodies, raw bytes; the index of lines, names and words.

CREATE TABLE entry (
  seq        INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  author     TEXT NOT NULL, -- its kind, a space, its name
  time       INTEGER NOT NULL, -- milliseconds since 1970
  report     INTEGER NOT NULL, -- what it is about; 0 for the case
  line       TEXT NOT NULL,
  supersedes INTEGER NOT NULL,
  body       BLOB NOT NULL -- SHA-256
);
CREATE INDEX entry_report ON entry (report, kind);
CREATE INDEX entry_decision ON entry (kind) WHERE kind NOT IN ('report', 'reading');

-- The tree over the entries, see ledger.Tree. One row.
CREATE TABLE head (
  size     INTEGER NOT NULL,
  roots    BLOB NOT NULL,
  versions INTEGER NOT NULL -- of the table version
);
INSERT INTO head VALUES (0, x'', 0);

-- What makes a report this one and no other, and the slot of which it is the last
-- version: the first 16 bytes of the SHA-256 of the key.
CREATE TABLE once (
  key BLOB PRIMARY KEY,
  seq INTEGER NOT NULL
) WITHOUT ROWID;

-- Compressed with zstd.
CREATE TABLE body (
  seq   INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);
CREATE TABLE raw (
  seq   INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);

-- From here on everything is derived from the above.

-- What the index has of a report, from entry since to before entry until
-- (9223372036854775807: it holds now).
CREATE TABLE version (
  number INTEGER PRIMARY KEY, -- 1, 2, …
  report INTEGER NOT NULL,
  since  INTEGER NOT NULL,
  until  INTEGER NOT NULL,
  place  INTEGER NOT NULL, -- the rowid in find
  lines  BLOB NOT NULL, -- as ledger.EncodeLines writes them
  names  BLOB NOT NULL -- as ledger.EncodeNames writes them
);
CREATE INDEX version_report ON version (report, until);

-- The words of the report, as ledger.Words makes them, and the facets of its lines
-- and names, as ledger.Facets does. The rowid is the day by which the report is put
-- in order times 2 to the 38th, plus the number of the version, so that rows come in
-- the order of days.
CREATE VIRTUAL TABLE find USING fts5 (text, facets, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TABLE name (
  id   INTEGER PRIMARY KEY, -- see ledger.EntityOf
  key  TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL
);
CREATE TABLE naming (
  word   TEXT NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (word, entity)
) WITHOUT ROWID;
CREATE INDEX naming_entity ON naming (entity);
