-- Everything but the ledger: people, what merchants publish, sessions, bills, records, messages.
-- Times are milliseconds since 1970 UTC; texts in two languages are JSON.

-- World time of the last commit and other single facts.
CREATE TABLE fact(
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  tier TEXT NOT NULL,
  lang TEXT NOT NULL,
  created INTEGER NOT NULL,
  -- The number of the newest message, and of the newest one that was listed.
  message INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a person proves themselves with: a device's public key, or the hash of a test token.
CREATE TABLE device(
  credential TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person(id),
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- People as merchants see them, so that a name that comes back finds its person.
CREATE TABLE pairwise(
  merchant TEXT NOT NULL,
  name TEXT NOT NULL,
  person INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY (merchant, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff(
  merchant TEXT NOT NULL,
  person INTEGER NOT NULL REFERENCES person(id),
  role TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (merchant, person)
) STRICT, WITHOUT ROWID;

-- Codes that make their first scanner staff.
CREATE TABLE invitation(
  place TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  role TEXT NOT NULL,
  expires INTEGER NOT NULL,
  person INTEGER REFERENCES person(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE app(
  id TEXT PRIMARY KEY,
  short TEXT NOT NULL UNIQUE,
  merchant TEXT NOT NULL,
  -- The version that new sessions start on.
  version INTEGER NOT NULL,
  -- Bytes of all its records.
  bytes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE release(
  app TEXT NOT NULL REFERENCES app(id),
  version INTEGER NOT NULL,
  manifest TEXT NOT NULL,
  -- SHA-256 of the program's files, the name of its folder in the bundle store.
  digest TEXT NOT NULL,
  -- What the program offered at publish: name and canonical input schema of each tool.
  tools TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (app, version)
) STRICT, WITHOUT ROWID;

-- Which app serves a receipt action; the first to claim it keeps it.
CREATE TABLE receipt_action(
  action TEXT PRIMARY KEY,
  app TEXT NOT NULL REFERENCES app(id)
) STRICT, WITHOUT ROWID;

-- How often a place's code was issued; a place without a row was issued once.
CREATE TABLE place_issue(
  app TEXT NOT NULL,
  route TEXT NOT NULL,
  place TEXT NOT NULL,
  issue INTEGER NOT NULL,
  PRIMARY KEY (app, route, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE session(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  app TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- What it was entered by: the route and its parameters as canonical JSON, the paid bill, or the
  -- person who works there. One open session for each.
  door TEXT NOT NULL,
  place TEXT,
  entry TEXT NOT NULL,
  state TEXT NOT NULL,
  rev INTEGER NOT NULL,
  people_rev INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  -- When somebody last came or changed something.
  touched INTEGER NOT NULL,
  ended INTEGER
) STRICT;

CREATE UNIQUE INDEX session_open ON session(app, door) WHERE ended IS NULL;

CREATE TABLE member(
  session INTEGER NOT NULL REFERENCES session(id),
  person INTEGER NOT NULL REFERENCES person(id),
  number INTEGER NOT NULL,
  joined INTEGER NOT NULL,
  here INTEGER NOT NULL,
  PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_by_person ON member(person, here);

-- A program's own data; `revision` comes from one counter, so a read set is a list of numbers.
CREATE TABLE record(
  app TEXT NOT NULL,
  collection TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (app, collection, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection(
  app TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (app, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE bill(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  session INTEGER NOT NULL REFERENCES session(id),
  app TEXT NOT NULL,
  merchant TEXT NOT NULL,
  key TEXT NOT NULL,
  -- Who is paid: a person for a share of a receipt, the merchant where NULL.
  payee INTEGER REFERENCES person(id),
  payee_name TEXT NOT NULL,
  place TEXT,
  lines TEXT NOT NULL,
  total INTEGER NOT NULL CHECK (total > 0),
  currency TEXT NOT NULL,
  -- open, paid, expired, cancelled, refunded.
  status TEXT NOT NULL,
  -- The only person who may pay; anyone of bill_person where NULL.
  payer INTEGER REFERENCES person(id),
  -- The paid bill that this one is a share of.
  receipt INTEGER REFERENCES bill(id),
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  paid_at INTEGER,
  paid_by INTEGER REFERENCES person(id),
  transfer INTEGER,
  refunded INTEGER NOT NULL DEFAULT 0,
  -- Counts every change, for read sets.
  revision INTEGER NOT NULL DEFAULT 1,
  -- none, pending, confirmed, overdue.
  delivery TEXT NOT NULL DEFAULT 'none',
  deliver_by INTEGER,
  -- When an order that nobody confirmed is refunded by itself.
  refund_by INTEGER,
  UNIQUE (session, key)
) STRICT;

CREATE INDEX bill_expiry ON bill(expires) WHERE status = 'open';
CREATE INDEX bill_delivery ON bill(deliver_by) WHERE deliver_by IS NOT NULL;
CREATE INDEX bill_unconfirmed ON bill(refund_by) WHERE refund_by IS NOT NULL;
CREATE INDEX bill_by_transfer ON bill(transfer) WHERE transfer IS NOT NULL;
CREATE INDEX bill_by_merchant ON bill(merchant, id);
CREATE INDEX bill_share ON bill(receipt) WHERE receipt IS NOT NULL;

-- Who sat there when the bill was made, with their numbers.
CREATE TABLE bill_person(
  bill INTEGER NOT NULL REFERENCES bill(id),
  person INTEGER NOT NULL REFERENCES person(id),
  number INTEGER NOT NULL,
  PRIMARY KEY (bill, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX bill_of_person ON bill_person(person, bill);

-- Answers to keys: stored with what they did, given again to whoever repeats them.
CREATE TABLE request(
  principal TEXT NOT NULL,
  key TEXT NOT NULL,
  body BLOB NOT NULL,
  -- The result, or the refusal with its code.
  outcome TEXT NOT NULL,
  refused INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- NULL for money: kept for ever.
  forget INTEGER,
  PRIMARY KEY (principal, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_forget ON request(forget) WHERE forget IS NOT NULL;

-- Calls that the platform owes programs: events and timers. A row goes away in the transaction
-- that commits the call which handled it.
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY,
  app TEXT NOT NULL,
  session INTEGER NOT NULL REFERENCES session(id),
  feature TEXT NOT NULL,
  arguments TEXT NOT NULL,
  -- The call's identity, the same at every try.
  call TEXT NOT NULL,
  -- The bill whose delivery this confirms.
  bill INTEGER REFERENCES bill(id),
  -- The program's own name of a timer; NULL for an event.
  timer TEXT,
  created INTEGER NOT NULL,
  due INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  -- Why it was given up: a dead letter, kept for the merchant.
  dead TEXT
) STRICT;

CREATE INDEX outbox_due ON outbox(due) WHERE dead IS NULL;
CREATE INDEX outbox_session ON outbox(session, id) WHERE dead IS NULL;
CREATE UNIQUE INDEX outbox_timer ON outbox(session, timer) WHERE timer IS NOT NULL;

CREATE TABLE message(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  app TEXT NOT NULL,
  sender TEXT NOT NULL,
  template TEXT NOT NULL,
  -- One message a person, app, template and this.
  once TEXT NOT NULL,
  text TEXT NOT NULL,
  bill INTEGER REFERENCES bill(id),
  UNIQUE (person, number),
  UNIQUE (person, app, template, once)
) STRICT;
