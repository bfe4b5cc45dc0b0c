-- Agents and what they propose; topics between apps; followers, posts and gifts.

-- A program that acts for a person, with a key of its own.
CREATE TABLE agent(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  credential TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(id),
  name TEXT NOT NULL,
  created INTEGER NOT NULL,
  revoked INTEGER
) STRICT;

CREATE INDEX agent_of_person ON agent(person);

-- The apps that its person switched on for it.
CREATE TABLE agent_app(
  agent INTEGER NOT NULL REFERENCES agent(id),
  app TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (agent, app)
) STRICT, WITHOUT ROWID;

-- A call of an agent whose effects wait for its person. What the program answered is kept whole,
-- so that exactly what was shown is what happens.
CREATE TABLE proposal(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  agent INTEGER NOT NULL REFERENCES agent(id),
  person INTEGER NOT NULL REFERENCES person(id),
  app TEXT NOT NULL,
  version INTEGER NOT NULL,
  session TEXT,
  feature TEXT NOT NULL,
  -- Where it happens, what the program was told, what it answered and what it read; NULL once the
  -- proposal is over, and where only a consent is asked for.
  call TEXT,
  items TEXT NOT NULL,
  consent TEXT,
  -- waiting, approved, declined, expired, void.
  status TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;

CREATE INDEX proposal_waiting ON proposal(person, id) WHERE status = 'waiting';
CREATE INDEX proposal_of_agent ON proposal(agent) WHERE status = 'waiting';

-- Which app hears which topic: the app that publishes it and the topic's name.
CREATE TABLE subscription(
  topic TEXT NOT NULL,
  app TEXT NOT NULL,
  PRIMARY KEY (topic, app)
) STRICT, WITHOUT ROWID;

CREATE TABLE follower(
  merchant TEXT NOT NULL,
  person INTEGER NOT NULL REFERENCES person(id),
  since INTEGER NOT NULL,
  PRIMARY KEY (merchant, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX followed ON follower(person, since);

-- Something that a shop tells everybody who follows it.
CREATE TABLE moment(
  id INTEGER PRIMARY KEY,
  app TEXT NOT NULL,
  merchant TEXT NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- The last follower who has it; NULL once everybody does.
  reached INTEGER,
  UNIQUE (app, key)
) STRICT;

CREATE INDEX moment_of_merchant ON moment(merchant, at);

-- Coupons, stamp cards and membership cards.
CREATE TABLE benefit(
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(id),
  app TEXT NOT NULL,
  merchant TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  granted INTEGER NOT NULL,
  expires INTEGER,
  UNIQUE (person, app, kind, key)
) STRICT;
