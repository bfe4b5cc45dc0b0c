-- The life of published programs: switched off, in quarantine, at fault, taken over.

-- An app that is switched off; its sessions, bills and owed calls wait.
CREATE TABLE app_kill(
  app TEXT PRIMARY KEY REFERENCES app(id),
  -- NULL where the operator did it.
  person INTEGER REFERENCES person(id),
  reason TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A program that crashed, as the host would have to know it after a restart.
CREATE TABLE program_state(
  app TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- open, resting, quarantined.
  state TEXT NOT NULL,
  since INTEGER NOT NULL,
  -- When one that rests is started again.
  until INTEGER,
  -- The code of what ended it last.
  reason TEXT NOT NULL,
  -- Calls that crash it time and again: an array of [feature, hash of the arguments].
  disabled TEXT NOT NULL,
  PRIMARY KEY (app, version)
) STRICT, WITHOUT ROWID;

-- What went wrong with a feature of a version, for its merchant.
CREATE TABLE program_fault(
  app TEXT NOT NULL,
  version INTEGER NOT NULL,
  feature TEXT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  -- The request and the call of the last time.
  trace TEXT,
  call TEXT,
  PRIMARY KEY (app, version, feature, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX program_fault_last ON program_fault(app, version, last);

-- A session that a newer version could not take over; it finishes on its own.
CREATE TABLE session_kept(
  session INTEGER NOT NULL REFERENCES session(id),
  version INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (session, version)
) STRICT, WITHOUT ROWID;
