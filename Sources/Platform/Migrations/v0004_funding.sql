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
