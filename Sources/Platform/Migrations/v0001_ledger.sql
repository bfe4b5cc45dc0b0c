-- The ledger. `ledger_log` is the truth: append-only, every number of every other table here can be
-- rebuilt from it. A row is one leg of one transfer: a pair of postings, money from `debit` to
-- `credit`.
CREATE TABLE ledger_log(
  -- Gap-free; the order of everything.
  id INTEGER PRIMARY KEY,
  -- Gap-free number of the transfer; its legs are neighbouring rows of one transaction.
  transfer INTEGER NOT NULL CHECK (transfer > 0),
  leg INTEGER NOT NULL CHECK (leg >= 0),
  -- 1 post, 2 hold, 3 capture, 4 release, 5 expire, 6 open, 7 limit.
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 7),
  -- post: the row a refund returns, or NULL. hold: the instant it ends by itself. capture, release,
  -- expire: the row of the hold. open: the kind of account. limit: NULL.
  ref INTEGER,
  -- The account money leaves; NULL in open and limit.
  debit INTEGER,
  -- The account money reaches; the account itself in open and limit.
  credit INTEGER NOT NULL,
  -- Minor units; NULL in open and in a limit of 0.
  amount INTEGER CHECK (amount > 0),
  -- ISO 4217.
  currency TEXT NOT NULL,
  -- Milliseconds since 1970 UTC; never runs back.
  at INTEGER NOT NULL,
  -- What both accounts had after this row.
  debit_posted INTEGER NOT NULL,
  debit_held INTEGER NOT NULL,
  credit_posted INTEGER NOT NULL,
  credit_held INTEGER NOT NULL,
  -- The row that touched the account before this one: an account's history is a chain of rowids.
  debit_previous INTEGER,
  credit_previous INTEGER,
  -- Whose key this is; in open, the account's owner.
  principal TEXT,
  key TEXT,
  body_hash BLOB,
  -- Hash of the sealed memo, so that the memo itself can be erased.
  memo_hash BLOB,
  -- In a transfer's last row: BLAKE2b-256 of the transfer before's hash and this one's rows.
  hash BLOB
) STRICT;

CREATE TRIGGER ledger_log_keeps_rows BEFORE DELETE ON ledger_log
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER ledger_log_keeps_values BEFORE UPDATE ON ledger_log
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- The accounts, and their balances as of row `head`: written back lazily, brought up to date by
-- replaying the rows behind `ledger_head.clean`.
CREATE TABLE account(
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  -- 1 user, 2 merchant, 3 escrow, 4 fee, 5 external.
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
  currency TEXT NOT NULL,
  posted INTEGER NOT NULL,
  held INTEGER NOT NULL,
  -- The least `posted - held` may be; NULL for no limit.
  least INTEGER,
  head INTEGER NOT NULL,
  UNIQUE (owner, kind, currency)
) STRICT;

-- Where the log ends, so that cutting its tail shows, and up to where the snapshots are exact.
CREATE TABLE ledger_head(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  row INTEGER NOT NULL,
  clean INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Holds that have not ended.
CREATE TABLE ledger_hold(
  row INTEGER PRIMARY KEY,
  transfer INTEGER NOT NULL,
  debit INTEGER NOT NULL,
  credit INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;

CREATE INDEX ledger_hold_by_expiry ON ledger_hold(expires);

-- How much of a posted row has been refunded.
CREATE TABLE ledger_refund(
  row INTEGER PRIMARY KEY,
  amount INTEGER NOT NULL
) STRICT;

-- Memos, sealed under the person's key.
CREATE TABLE ledger_memo(
  transfer INTEGER PRIMARY KEY,
  memo BLOB NOT NULL
) STRICT;

-- Refusals that stick: the same key with the same body gets the same answer for ever.
CREATE TABLE ledger_refusal(
  id INTEGER PRIMARY KEY,
  principal TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash BLOB NOT NULL,
  code TEXT NOT NULL,
  account INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  bound INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
