-- Codes sent to phones, and the sandbox's phones that they reach.

-- How much of a daily allowance was used; `day` counts days of Korean time since 1970.
CREATE TABLE quota(
  name TEXT NOT NULL,
  day INTEGER NOT NULL,
  used INTEGER NOT NULL,
  PRIMARY KEY (name, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX quota_day ON quota(day);

-- A code that somebody was sent: kept as a keyed hash, never as digits.
CREATE TABLE sms_code(
  public TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person(id),
  -- What it is good for: card, phone.
  purpose TEXT NOT NULL,
  number TEXT NOT NULL,
  -- What is confirmed with it, in the words of the purpose.
  subject TEXT NOT NULL,
  salt BLOB NOT NULL,
  hash BLOB NOT NULL,
  expires INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  used INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX sms_code_expiry ON sms_code(expires);
-- A new code takes the older ones of the same purpose away.
CREATE INDEX sms_code_person ON sms_code(person, purpose);

-- The sandbox's phones: a number belongs to the first person who was sent a code there.
CREATE TABLE sandbox_phone(
  number TEXT PRIMARY KEY,
  holder INTEGER NOT NULL REFERENCES person(id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sandbox_phone_holder ON sandbox_phone(holder);

CREATE TABLE sandbox_sms(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX sandbox_sms_number ON sandbox_sms(number, id);

-- Linked cards and accounts; `token` is the bank's name for one, its number is stored nowhere.
CREATE TABLE funding_source(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(id),
  -- card, account.
  kind TEXT NOT NULL,
  token TEXT NOT NULL,
  last4 TEXT NOT NULL,
  -- The phone on file, its middle hidden.
  phone TEXT NOT NULL,
  linked INTEGER NOT NULL,
  removed INTEGER
) STRICT;

CREATE UNIQUE INDEX funding_source_person ON funding_source(person, token) WHERE removed IS NULL;

-- Payments between wallets and banks.
CREATE TABLE funding(
  id INTEGER PRIMARY KEY,
  -- Our own number of the payment, unique for us as a merchant of the provider.
  moid TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(id),
  key TEXT NOT NULL,
  body BLOB NOT NULL,
  -- in, out.
  direction TEXT NOT NULL,
  provider TEXT NOT NULL,
  method TEXT NOT NULL,
  token TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- The day and the month of Korean time that it counts for.
  day INTEGER NOT NULL,
  month INTEGER NOT NULL,
  -- connecting, waiting, paying, paid, failed.
  state TEXT NOT NULL,
  -- The provider's own number of the payment.
  tid TEXT,
  reason TEXT,
  -- The transfer that set the money of a withdrawal aside, and the one that moved money.
  hold INTEGER,
  transfer INTEGER,
  -- When the provider is asked next; NULL where everything is known.
  ask INTEGER,
  asked INTEGER NOT NULL,
  changed INTEGER,
  UNIQUE (person, key)
) STRICT;

CREATE INDEX funding_ask ON funding(ask) WHERE ask IS NOT NULL;
CREATE INDEX funding_pending ON funding(person) WHERE ask IS NOT NULL;
CREATE INDEX funding_usage ON funding(person, provider, method, direction, month, day);

-- The sandbox bank: another institution's books. Only the bank itself reads them.
CREATE TABLE bank_account(
  name TEXT PRIMARY KEY,
  behaviour INTEGER NOT NULL,
  balance INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bank_payment(
  id INTEGER PRIMARY KEY,
  merchant TEXT NOT NULL,
  moid TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES bank_account(name),
  direction TEXT NOT NULL,
  amount INTEGER NOT NULL,
  -- waiting, approved, paid, declined, cancelled.
  state TEXT NOT NULL,
  reason TEXT,
  at INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  questions INTEGER NOT NULL DEFAULT 0,
  UNIQUE (merchant, moid)
) STRICT;

-- PINs: Argon2id over a keyed hash of the digits.
CREATE TABLE pin(
  person INTEGER PRIMARY KEY REFERENCES person(id),
  salt BLOB NOT NULL,
  hash BLOB NOT NULL,
  at INTEGER NOT NULL,
  -- Wrong tries in a row; a try counts from before its hash is computed.
  tries INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  -- The newest try: only its own answer may end it.
  nonce BLOB
) STRICT;

-- The amount up to which a person wants no PIN to be asked for.
CREATE TABLE quick_pay(
  person INTEGER PRIMARY KEY REFERENCES person(id),
  amount INTEGER NOT NULL
) STRICT;

-- One-time payment tokens: the token itself is computed from its name, so none is stored.
CREATE TABLE payment_token(
  jti TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person(id),
  bill INTEGER NOT NULL REFERENCES bill(id),
  amount INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  -- open, used, revoked.
  state TEXT NOT NULL,
  -- Whether the PIN was given for it.
  proved INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_token_expiry ON payment_token(expires);
CREATE INDEX payment_token_bill ON payment_token(person, bill) WHERE state = 'open';

-- What was decided about a payment before its money moved, and from what.
CREATE TABLE risk_decision(
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  amount INTEGER NOT NULL,
  -- allow, stepUp, deny.
  decision TEXT NOT NULL,
  -- Names of the rules that spoke, and of those that only watch.
  rules TEXT NOT NULL,
  shadow TEXT NOT NULL,
  features TEXT NOT NULL,
  -- Whether the PIN was given.
  pin INTEGER NOT NULL
) STRICT;

CREATE INDEX risk_decision_person ON risk_decision(person, id);
CREATE INDEX risk_decision_at ON risk_decision(at);
