-- Safe trades: stock and reservations, deals with their parcels, and the sandbox escrow provider.

-- How many of something there are: of an item a person sells, or of an app's own.
CREATE TABLE stock(
  id INTEGER PRIMARY KEY,
  -- `item`, or `app:<id>`.
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Not sold yet, reserved ones included.
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  reserved INTEGER NOT NULL CHECK (reserved BETWEEN 0 AND quantity),
  -- The number of the newest reservation: it only grows, so an older holder can be told apart.
  fence INTEGER NOT NULL,
  UNIQUE (owner, name)
) STRICT;

CREATE TABLE reservation(
  id INTEGER PRIMARY KEY,
  stock INTEGER NOT NULL REFERENCES stock(id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  fence INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  -- open, used, returned, expired.
  state TEXT NOT NULL,
  -- Of a program: its session and its own name of it; NULL for a deal's.
  session INTEGER REFERENCES session(id),
  key TEXT,
  -- The program's name of the bill that uses it up when it is paid.
  bill TEXT,
  UNIQUE (stock, fence)
) STRICT;

CREATE INDEX reservation_expiry ON reservation(expires) WHERE state = 'open';
CREATE INDEX reservation_open ON reservation(stock, expires) WHERE state = 'open';
CREATE UNIQUE INDEX reservation_of_session ON reservation(session, key) WHERE state = 'open';

-- What people sell.
CREATE TABLE trade_item(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  seller INTEGER NOT NULL REFERENCES person(id),
  title TEXT NOT NULL,
  price INTEGER NOT NULL CHECK (price > 0),
  currency TEXT NOT NULL,
  provider TEXT NOT NULL,
  stock INTEGER NOT NULL REFERENCES stock(id),
  -- The app that proposed it and its own name of it.
  app TEXT,
  key TEXT,
  posted INTEGER NOT NULL
) STRICT;

CREATE INDEX trade_item_by_seller ON trade_item(seller, id);
CREATE UNIQUE INDEX trade_item_of_app ON trade_item(app, key) WHERE app IS NOT NULL;

CREATE TABLE deal(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  -- The order's id at the provider (MOID), and the provider's own number (TID).
  moid TEXT NOT NULL UNIQUE,
  tid TEXT,
  item INTEGER NOT NULL REFERENCES trade_item(id),
  buyer INTEGER NOT NULL REFERENCES person(id),
  seller INTEGER NOT NULL REFERENCES person(id) CHECK (seller <> buyer),
  title TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  provider TEXT NOT NULL,
  reservation INTEGER NOT NULL UNIQUE REFERENCES reservation(id),
  -- The program that proposed it: its session and its own name of it.
  app TEXT,
  session INTEGER REFERENCES session(id),
  key TEXT,
  -- The machine: its state's name and what belongs to it.
  status TEXT NOT NULL,
  due INTEGER,
  suspension TEXT,
  seller_part INTEGER,
  buyer_part INTEGER,
  fee_part INTEGER,
  funded INTEGER,
  reason TEXT,
  created INTEGER NOT NULL,
  -- Counts every change.
  revision INTEGER NOT NULL
) STRICT;

CREATE INDEX deal_due ON deal(due) WHERE due IS NOT NULL;
CREATE INDEX deal_by_buyer ON deal(buyer, id);
CREATE INDEX deal_by_seller ON deal(seller, id);
CREATE UNIQUE INDEX deal_of_app ON deal(app, key) WHERE app IS NOT NULL;

CREATE TABLE deal_delivery(
  deal INTEGER NOT NULL REFERENCES deal(id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  carrier TEXT NOT NULL,
  tracking TEXT,
  registered INTEGER NOT NULL,
  seen INTEGER,
  changed INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (deal, number)
) STRICT, WITHOUT ROWID;

-- Everything a parcel ever said, with who wrote it: the last writer wins, the others stay readable.
CREATE TABLE deal_delivery_change(
  id INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  status TEXT NOT NULL,
  carrier TEXT NOT NULL,
  tracking TEXT,
  seen INTEGER
) STRICT;

CREATE INDEX deal_delivery_change_of ON deal_delivery_change(deal, number, id);

-- What happened to a deal.
CREATE TABLE deal_step(
  id INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deal(id),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  what TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT;

CREATE INDEX deal_step_of ON deal_step(deal, id);

-- Steps the provider must take in, one after another for a deal; `id` is the step's name there.
CREATE TABLE deal_call(
  id INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deal(id),
  step TEXT NOT NULL,
  by TEXT NOT NULL,
  -- The parcel it is about.
  parcel INTEGER,
  -- waiting, unknown, done, refused.
  state TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  -- When it is tried; NULL while an earlier one is open, and once it has ended.
  due INTEGER
) STRICT;

CREATE INDEX deal_call_due ON deal_call(due) WHERE due IS NOT NULL;
CREATE INDEX deal_call_open ON deal_call(deal, id) WHERE state <> 'done';

-- The sandbox escrow provider: another institution. Nothing but its own code touches these.
CREATE TABLE escrow_bank(
  provider TEXT NOT NULL,
  moid TEXT NOT NULL,
  tid TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (provider, moid)
) STRICT, WITHOUT ROWID;

CREATE TABLE escrow_bank_step(
  provider TEXT NOT NULL,
  moid TEXT NOT NULL,
  step INTEGER NOT NULL,
  name TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (provider, moid, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE escrow_bank_parcel(
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  moid TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  seen INTEGER,
  -- When its news is to be told; NULL where it was, or was lost.
  tells INTEGER,
  UNIQUE (provider, moid, number)
) STRICT;

CREATE INDEX escrow_bank_news ON escrow_bank_parcel(tells) WHERE tells IS NOT NULL;

CREATE TABLE escrow_bank_fault(
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  step TEXT NOT NULL,
  fault TEXT NOT NULL,
  left_over INTEGER NOT NULL
) STRICT;

-- A bill whose payment only sets money aside: for how long, until when, and by which hold.
ALTER TABLE bill ADD COLUMN hold_seconds INTEGER;
ALTER TABLE bill ADD COLUMN held_until INTEGER;
ALTER TABLE bill ADD COLUMN hold INTEGER;

CREATE INDEX bill_held ON bill(held_until) WHERE status = 'held';
