-- 2: the index has positions, proposals and contacts. Records that were
-- filed before have none.

-- What the index has of the deal in a report, from entry since to before entry until;
-- no row where it has nothing.
CREATE TABLE deal (
  report bigint NOT NULL,
  since  bigint NOT NULL, -- as in version
  until  bigint NOT NULL,
  lines  bytea NOT NULL, -- as ledger.EncodeDeal writes them
  PRIMARY KEY (report, since)
);
CREATE INDEX deal_since ON deal (since);
CREATE INDEX deal_until ON deal (until) WHERE until < 9223372036854775807;

DO $$ BEGIN
  ALTER TABLE deal ALTER lines SET COMPRESSION lz4;
EXCEPTION WHEN OTHERS THEN NULL;
END $$;
