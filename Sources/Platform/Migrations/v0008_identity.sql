-- Who somebody is: devices, sealed fields, proofs, consent, and what the inbox owes its reader.

-- What its owner calls a device, and since when it is refused.
ALTER TABLE device ADD COLUMN name TEXT;
ALTER TABLE device ADD COLUMN revoked INTEGER;

CREATE INDEX device_by_person ON device(person);

-- When a person had everything erased that says who they are.
ALTER TABLE person ADD COLUMN erased INTEGER;

-- The key that a person's own texts are sealed with, wrapped with a version of the home's key.
-- Rotating the home's key wraps it anew; erasing a person destroys it.
CREATE TABLE person_key(
  person INTEGER PRIMARY KEY REFERENCES person(id),
  -- 0 once it is destroyed.
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE INDEX person_key_version ON person_key(version);

-- Fields of a person, sealed with their key.
CREATE TABLE personal(
  person INTEGER NOT NULL REFERENCES person(id),
  field TEXT NOT NULL,
  sealed BLOB NOT NULL,
  -- Counts the values: the ledger of consent tells a new value from an old one.
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person, field)
) STRICT, WITHOUT ROWID;

-- What was proved about a person: phone, name, document. Tiers follow from these alone.
CREATE TABLE person_fact(
  person INTEGER NOT NULL REFERENCES person(id),
  fact TEXT NOT NULL,
  provider TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person, fact)
) STRICT, WITHOUT ROWID;

-- What only one person can have, by keyed hash: phone, ci, external:<provider>.
CREATE TABLE identity_claim(
  kind TEXT NOT NULL,
  hash BLOB NOT NULL,
  person INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_claim_of ON identity_claim(person, kind);

-- A phone that a device has proved to hold although it belongs to an account with a verified name.
CREATE TABLE phone_proof(
  person INTEGER PRIMARY KEY REFERENCES person(id),
  hash BLOB NOT NULL,
  expires INTEGER NOT NULL
) STRICT;

CREATE TABLE verification(
  name TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person(id),
  provider TEXT NOT NULL,
  nonce TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  expires INTEGER NOT NULL,
  -- An assertion is taken once.
  done INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX verification_of ON verification(person);

-- What is owed to providers: counted when they are asked.
CREATE TABLE verification_count(
  provider TEXT PRIMARY KEY,
  asked INTEGER NOT NULL DEFAULT 0,
  asserted INTEGER NOT NULL DEFAULT 0,
  reused INTEGER NOT NULL DEFAULT 0,
  cost INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Who tried to be two people.
CREATE TABLE identity_flag(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES person(id),
  holder INTEGER NOT NULL REFERENCES person(id),
  why TEXT NOT NULL
) STRICT;

CREATE TABLE consent(
  person INTEGER NOT NULL REFERENCES person(id),
  app TEXT NOT NULL,
  scope TEXT NOT NULL,
  decision TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person, app, scope)
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_granted ON consent(app, scope, person) WHERE decision = 'granted';

-- Every decision, and what each program saw: once for a session and a value.
CREATE TABLE consent_log(
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL,
  app TEXT NOT NULL,
  scope TEXT NOT NULL,
  what TEXT NOT NULL,
  session TEXT,
  revision INTEGER
) STRICT;

CREATE INDEX consent_log_of ON consent_log(person, id);
CREATE UNIQUE INDEX consent_seen ON consent_log(person, app, scope, session, revision)
  WHERE what = 'seen';

-- Proofs of what was given out and what was erased.
CREATE TABLE data_receipt(
  name TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  counts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose message it is, whether it came without a sound, and which device took it to show it.
ALTER TABLE message ADD COLUMN merchant TEXT;
ALTER TABLE message ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN delivered INTEGER;
ALTER TABLE message ADD COLUMN device TEXT;

-- Messages of before had no receipts; whoever listed them has seen them.
UPDATE message SET delivered = at
  WHERE number <= (SELECT listed FROM person WHERE person.id = message.person);

CREATE INDEX message_undelivered ON message(person, number) WHERE delivered IS NULL;
CREATE INDEX message_of_merchant ON message(person, merchant, at) WHERE merchant IS NOT NULL;

CREATE TABLE inbox_mute(
  person INTEGER NOT NULL REFERENCES person(id),
  merchant TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person, merchant)
) STRICT, WITHOUT ROWID;
