-- Closed segments of the log: their keys have left memory, sorted indexes of them stand in
-- ledger_segment_page. Both are written once and never changed.
CREATE TABLE ledger_segment(
  number INTEGER PRIMARY KEY,
  -- Its rows are those behind `base` up to `last`.
  base INTEGER NOT NULL,
  last INTEGER NOT NULL,
  keys INTEGER NOT NULL,
  -- The first fingerprint of each page, eight bytes each, least significant first.
  fences BLOB NOT NULL,
  -- Words of a Bloom filter over all its fingerprints.
  filter BLOB NOT NULL
) STRICT;

-- Page p of segment n has the number n * 2^24 + p.
CREATE TABLE ledger_segment_page(
  id INTEGER PRIMARY KEY,
  keys INTEGER NOT NULL,
  -- Fingerprints in order, eight bytes each, then their rows above the segment's base, four each.
  pairs BLOB NOT NULL
) STRICT;

-- Refusals too old for memory are found here.
CREATE INDEX ledger_refusal_by_key ON ledger_refusal(key);

-- The head of the log at the first commit of each day, signed by the daemon, so that not even the
-- keeper of the file can rewrite an older row unseen.
CREATE TABLE ledger_seal(
  -- Days since 1970 UTC.
  day INTEGER PRIMARY KEY,
  row INTEGER NOT NULL,
  transfer INTEGER NOT NULL,
  hash BLOB NOT NULL,
  -- Ed25519: who signed, and the signature.
  signer BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
