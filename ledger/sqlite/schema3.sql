-- 3: the index has positions, proposals and contacts. Records that were filed before
-- have none.

-- What the index has of the deal in a report, from entry since to before entry until;
-- no row where it has nothing. Apart from version, as it is read whole: rows are in the
-- order of reports, and have nothing else.
CREATE TABLE deal (
  report INTEGER NOT NULL,
  since  INTEGER NOT NULL, -- as in version
  until  INTEGER NOT NULL,
  lines  BLOB NOT NULL, -- as ledger.EncodeDeal writes them
  PRIMARY KEY (report, since)
) WITHOUT ROWID;
CREATE INDEX deal_since ON deal (since);
CREATE INDEX deal_until ON deal (until) WHERE until < 9223372036854775807;
