-- Ways in: issued codes, product tags, revoked places, gates.
-- Times are milliseconds since 1970 UTC.

-- Every code that was issued for a while. Rights and amounts stand here, never in the code.
CREATE TABLE code(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  -- What the code says: an opaque id of 80 bits, or the 18 digits of a pay code.
  place TEXT NOT NULL UNIQUE,
  -- invite, program, login, pay.
  purpose TEXT NOT NULL,
  -- single, multi.
  uses TEXT NOT NULL,
  -- created, scanned, confirmed, consumed, cancelled, expired.
  status TEXT NOT NULL,
  -- Who made it; NULL for a program's.
  maker INTEGER REFERENCES person(id),
  -- Who scanned it first: the only one who may confirm.
  scanner INTEGER REFERENCES person(id),
  -- Where it leads, for invite and program.
  session INTEGER REFERENCES session(id),
  -- The program's own name for it, what a scanner calls, and with what.
  name TEXT,
  feature TEXT,
  arguments TEXT,
  -- What the new device calls itself, for login.
  device TEXT,
  -- The till that asked and what it asked for, for pay.
  merchant TEXT,
  amount INTEGER CHECK (amount > 0),
  transfer INTEGER,
  scans INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 1,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  -- When the row goes away.
  forget INTEGER NOT NULL
) STRICT;

CREATE INDEX code_expiry ON code(expires) WHERE status IN ('created', 'scanned', 'confirmed');
CREATE INDEX code_forget ON code(forget);
CREATE INDEX code_of_maker ON code(maker) WHERE status IN ('created', 'scanned', 'confirmed');
CREATE INDEX code_of_session ON code(session, name) WHERE session IS NOT NULL;

-- What a till took by a pay code.
CREATE TABLE till_payment(
  transfer INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  merchant TEXT NOT NULL,
  till INTEGER NOT NULL REFERENCES person(id),
  payer INTEGER NOT NULL REFERENCES person(id),
  amount INTEGER NOT NULL CHECK (amount > 0),
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX till_payment_of_merchant ON till_payment(merchant, transfer);

-- A place whose prints are all refused until it is issued anew.
ALTER TABLE place_issue ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0;

-- Which route of which app takes a product: its number of 14 digits, or how it begins and `*`.
CREATE TABLE product_tag(
  pattern TEXT NOT NULL,
  app TEXT NOT NULL REFERENCES app(id),
  route TEXT NOT NULL,
  PRIMARY KEY (pattern, app)
) STRICT, WITHOUT ROWID;

CREATE INDEX product_tag_of_app ON product_tag(app);

-- One device's right to ride on one day, with the hold behind it.
CREATE TABLE gate_pass(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  -- The id that codes carry, in hexadecimal.
  opaque TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(id),
  app TEXT NOT NULL,
  session INTEGER NOT NULL REFERENCES session(id),
  device TEXT NOT NULL,
  day INTEGER NOT NULL,
  maximum INTEGER NOT NULL CHECK (maximum > 0),
  signed TEXT NOT NULL,
  -- The transfer that holds the highest fare; NULL while nothing is held.
  hold INTEGER,
  -- good, stopped, over.
  status TEXT NOT NULL,
  -- When what is still held is given back.
  ends INTEGER NOT NULL,
  UNIQUE (app, device, day)
) STRICT;

CREATE INDEX gate_pass_end ON gate_pass(ends) WHERE status <> 'over';
CREATE INDEX gate_pass_stopped ON gate_pass(app, day) WHERE status = 'stopped';

-- What gates told, once each.
CREATE TABLE gate_event(
  app TEXT NOT NULL,
  gate TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  pass INTEGER REFERENCES gate_pass(id),
  step INTEGER NOT NULL,
  side TEXT NOT NULL,
  station TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- accepted, duplicate, refused.
  outcome TEXT NOT NULL,
  told INTEGER NOT NULL,
  PRIMARY KEY (app, gate, sequence)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX gate_event_once ON gate_event(pass, step) WHERE outcome = 'accepted';

-- Fares, one for each ride; unpaid ones are tried again.
CREATE TABLE gate_fare(
  id INTEGER PRIMARY KEY,
  pass INTEGER NOT NULL REFERENCES gate_pass(id),
  key TEXT NOT NULL,
  person INTEGER NOT NULL REFERENCES person(id),
  merchant TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  title TEXT NOT NULL,
  transfer INTEGER,
  at INTEGER NOT NULL,
  -- When an unpaid one is tried again.
  due INTEGER,
  UNIQUE (pass, key)
) STRICT;

CREATE INDEX gate_fare_due ON gate_fare(due) WHERE due IS NOT NULL;
CREATE INDEX gate_fare_unpaid ON gate_fare(person) WHERE transfer IS NULL;
