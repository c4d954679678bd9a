-- 1: entries, bodies, raw bytes; the index of lines, names and words.
--
-- Text that people or reports may have written is bytea in UTF-8: text cannot hold
-- a NUL, and would sort by the database's locale.

CREATE TABLE entry (
  seq         bigint PRIMARY KEY,
  kind        text NOT NULL,
  author_kind text NOT NULL,
  author      bytea NOT NULL,
  time        timestamptz NOT NULL,
  report      bigint NOT NULL, -- what it is about; 0 for the case
  line        text NOT NULL,
  supersedes  bigint NOT NULL,
  body        bytea NOT NULL -- SHA-256
);
CREATE INDEX entry_reading ON entry (report, seq) WHERE kind = 'reading';
CREATE INDEX entry_decision ON entry (seq) WHERE kind NOT IN ('report', 'reading');

-- The tree over the entries, see ledger.Tree. One row.
CREATE TABLE head (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  size  bigint NOT NULL,
  roots bytea NOT NULL
);
INSERT INTO head (size, roots) VALUES (0, '');

-- What makes a report this one and no other, and the slot of which it is the last
-- version: the first 16 bytes of the SHA-256 of the key.
CREATE TABLE once (
  key bytea PRIMARY KEY,
  seq bigint NOT NULL
);
CREATE INDEX once_seq ON once (seq);

CREATE TABLE body (
  seq   bigint PRIMARY KEY,
  bytes bytea NOT NULL
);
CREATE TABLE raw (
  seq   bigint PRIMARY KEY,
  bytes bytea NOT NULL
);

-- From here on everything is derived from the above.

-- What the index has of a report, from entry since to before entry until
-- (9223372036854775807: it holds now). Only short columns stay in the row itself, so
-- that many rows can be looked through at once.
CREATE TABLE version (
  report   bigint NOT NULL,
  since    bigint NOT NULL,
  until    bigint NOT NULL,
  day      integer NOT NULL, -- by which the report is put in order
  lacks    smallint NOT NULL, -- 0: find has all; 1: it lacks places of words; 2: it has only '!'
  find     tsvector NOT NULL, -- words as ledger.Words makes them, in their places; facets as ledger.Facets does, after '='
  entities bigint[] NOT NULL, -- that the report names
  lines    bytea NOT NULL, -- as ledger.EncodeLines writes them
  names    bytea NOT NULL, -- as ledger.EncodeNames writes them
  words    text, -- where find lacks something: all words, and in a second line all facets, with spaces between
  PRIMARY KEY (report, since)
) WITH (toast_tuple_target = 128);
-- What was added last waits in a list that each search looks through: of 1 MB at most.
CREATE INDEX version_find ON version USING gin (find) WITH (gin_pending_list_limit = 1024);

CREATE TABLE name (
  id   bigint PRIMARY KEY, -- see ledger.EntityOf
  key  bytea NOT NULL,
  name bytea NOT NULL,
  kind text NOT NULL
);
CREATE TABLE naming (
  word   text COLLATE "C" NOT NULL,
  entity bigint NOT NULL,
  PRIMARY KEY (word, entity)
);
CREATE INDEX naming_entity ON naming (entity);

-- lz4 packs nearly as well as what PostgreSQL takes by default, and many times as
-- fast; a server may be built without it.
DO $$ BEGIN
  ALTER TABLE body ALTER bytes SET COMPRESSION lz4;
  ALTER TABLE raw ALTER bytes SET COMPRESSION lz4;
  ALTER TABLE version ALTER find SET COMPRESSION lz4, ALTER lines SET COMPRESSION lz4, ALTER names SET COMPRESSION lz4, ALTER words SET COMPRESSION lz4;
EXCEPTION WHEN OTHERS THEN NULL;
END $$;
