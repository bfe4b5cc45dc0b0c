-- Durable timers, batches, the settlement of merchants, mandates, and bills that hold money.

-- What the platform itself does later. A row and what its firing does change in one transaction.
CREATE TABLE schedule_timer(
  -- The name of a job of the list in the code.
  job TEXT NOT NULL,
  -- What it is about, in the words of the job; empty for a job that recurs by itself.
  subject TEXT NOT NULL,
  -- The due time that the next firing is for.
  slot INTEGER NOT NULL,
  -- When it is tried: the slot, or later after a failure.
  due INTEGER NOT NULL,
  -- How it recurs, as text; NULL fires once.
  rule TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  -- Why it was given up, kept for the operator.
  dead TEXT,
  PRIMARY KEY (job, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_timer_due ON schedule_timer(due) WHERE dead IS NULL;

-- A batch: one job for one period, once.
CREATE TABLE batch_run(
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  period TEXT NOT NULL,
  -- running, done, failed.
  status TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER,
  -- Commit groups it took.
  groups INTEGER NOT NULL DEFAULT 0,
  -- How often it was begun: a later round tries what failed in an earlier one.
  round INTEGER NOT NULL DEFAULT 1,
  UNIQUE (job, period)
) STRICT;

CREATE INDEX batch_running ON batch_run(started) WHERE status = 'running';

CREATE TABLE batch_partition(
  run INTEGER NOT NULL REFERENCES batch_run(id),
  number INTEGER NOT NULL,
  -- The last item that was handled; the next step begins behind it.
  checkpoint INTEGER NOT NULL DEFAULT 0,
  through INTEGER NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch_failure(
  run INTEGER NOT NULL REFERENCES batch_run(id),
  item INTEGER NOT NULL,
  name TEXT NOT NULL,
  partition INTEGER NOT NULL,
  round INTEGER NOT NULL,
  code TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (run, item)
) STRICT, WITHOUT ROWID;

-- Merchants are found without reading everybody's account.
CREATE INDEX account_of_merchant ON account(id) WHERE kind = 2;

-- How far an account's log is settled, and its sales by year for the fee's tier.
CREATE TABLE settlement_account(
  account INTEGER PRIMARY KEY REFERENCES account(id),
  -- The newest row of the account's chain that is part of a settled day, and what it left.
  row INTEGER NOT NULL,
  posted INTEGER NOT NULL,
  -- The last settled day, in days since 1970 in Seoul.
  day INTEGER NOT NULL,
  -- Fees taken altogether, and fees that could not be taken yet.
  fees INTEGER NOT NULL,
  fee_owed INTEGER NOT NULL
) STRICT;

CREATE TABLE settlement_year(
  account INTEGER NOT NULL REFERENCES account(id),
  year INTEGER NOT NULL,
  -- Sales less refunds, minor units.
  net INTEGER NOT NULL,
  PRIMARY KEY (account, year)
) STRICT, WITHOUT ROWID;

-- One settled day of one merchant; every total is recomputed from the log by a test.
CREATE TABLE settlement_day(
  account INTEGER NOT NULL REFERENCES account(id),
  day INTEGER NOT NULL,
  merchant TEXT NOT NULL,
  currency TEXT NOT NULL,
  opening INTEGER NOT NULL,
  sales INTEGER NOT NULL,
  sale_count INTEGER NOT NULL,
  refunds INTEGER NOT NULL,
  refund_count INTEGER NOT NULL,
  other_in INTEGER NOT NULL,
  other_out INTEGER NOT NULL,
  fees_taken INTEGER NOT NULL,
  paid_out INTEGER NOT NULL,
  closing INTEGER NOT NULL,
  basis_points INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  fee_owed INTEGER NOT NULL,
  reserve INTEGER NOT NULL,
  payout INTEGER NOT NULL,
  -- The transfer that took the fee and paid the rest; NULL where there was nothing to move.
  transfer INTEGER,
  -- The external account the payout went to.
  bank TEXT,
  settled INTEGER NOT NULL,
  PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;

-- Refunds that a merchant could not afford; tried again when its day is settled.
CREATE TABLE refund_owed(
  id INTEGER PRIMARY KEY,
  bill INTEGER NOT NULL REFERENCES bill(id),
  merchant TEXT NOT NULL,
  -- NULL is all that remains.
  amount INTEGER,
  reason TEXT NOT NULL,
  -- Whose request it was: asking again adds nothing.
  request TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX refund_owed_by_merchant ON refund_owed(merchant, id);
CREATE INDEX refund_owed_by_bill ON refund_owed(bill);

CREATE INDEX bill_reserve ON bill(merchant) WHERE refund_by IS NOT NULL;

-- What a hold set aside: the total is what was charged in the end.
ALTER TABLE bill ADD COLUMN hold_amount INTEGER;

-- A program finds its bills from any of its sessions.
CREATE INDEX bill_by_app_key ON bill(app, key);
CREATE INDEX bill_by_hold ON bill(hold) WHERE hold IS NOT NULL;
CREATE INDEX outbox_timer_of_app ON outbox(app) WHERE timer IS NOT NULL AND dead IS NULL;

CREATE TABLE mandate(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(id),
  app TEXT NOT NULL,
  merchant TEXT NOT NULL,
  -- The session that asked; what becomes of the mandate is told there.
  session INTEGER NOT NULL REFERENCES session(id),
  key TEXT NOT NULL,
  payee_name TEXT NOT NULL,
  title TEXT NOT NULL,
  -- The terms as JSON.
  terms TEXT NOT NULL,
  -- proposed, active, past_due, lapsed, revoked, declined, expired.
  status TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  approved INTEGER,
  UNIQUE (app, key)
) STRICT;

CREATE INDEX mandate_of_person ON mandate(person, id);

CREATE TABLE mandate_charge(
  id INTEGER PRIMARY KEY,
  mandate INTEGER NOT NULL REFERENCES mandate(id),
  period INTEGER NOT NULL,
  key TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  title TEXT NOT NULL,
  -- The session whose program charged.
  session INTEGER NOT NULL REFERENCES session(id),
  -- retrying, charged, past_due, dropped.
  status TEXT NOT NULL,
  created INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  -- The receipt; a charge that failed has none.
  bill INTEGER REFERENCES bill(id),
  UNIQUE (mandate, key)
) STRICT;

CREATE INDEX mandate_charge_by_period ON mandate_charge(mandate, period);
