-- Tills and gates that belong to a merchant and to no person, and what tills gave back.
-- Times are milliseconds since 1970 UTC.

-- What a till does is noted under a row of `person` of its own; its credential begins with `till:`.
CREATE TABLE till(
  id INTEGER PRIMARY KEY REFERENCES person(id),
  public TEXT NOT NULL UNIQUE,
  merchant TEXT NOT NULL,
  -- cashier, gate.
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  credential TEXT NOT NULL UNIQUE,
  added INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  removed INTEGER
) STRICT;

CREATE INDEX till_of_merchant ON till(merchant, id);

-- What was given back of a payment at a till.
ALTER TABLE till_payment ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
