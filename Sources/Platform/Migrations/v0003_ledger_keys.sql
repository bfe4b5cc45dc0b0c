-- The fingerprints of the keys of 512 neighbouring rows of the log, eight bytes each, least
-- significant first, 0 for a row without key: a start reads these instead of the whole log.
CREATE TABLE ledger_keys(
  first INTEGER PRIMARY KEY,
  fingerprints BLOB NOT NULL
) STRICT;
