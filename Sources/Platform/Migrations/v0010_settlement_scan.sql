-- How far a merchant's day has been read: a day of many payments takes more than one commit group.

-- The chain of an account is walked from its newest row back to where the settled part ends.
CREATE TABLE settlement_scan(
  account INTEGER PRIMARY KEY REFERENCES account(id),
  -- The day that is read, in days since 1970 in Seoul, and the newest row of the settled part: a
  -- walk for another day, or from before another settlement, is begun anew.
  day INTEGER NOT NULL,
  base INTEGER NOT NULL,
  -- The row that is read next, and the newest row of the day; the base before it was found.
  next INTEGER NOT NULL,
  last INTEGER NOT NULL,
  -- What the rows behind `next` come to.
  sales INTEGER NOT NULL,
  sale_count INTEGER NOT NULL,
  refunds INTEGER NOT NULL,
  refund_count INTEGER NOT NULL,
  other_in INTEGER NOT NULL,
  other_out INTEGER NOT NULL,
  fees_taken INTEGER NOT NULL,
  paid_out INTEGER NOT NULL,
  closing INTEGER NOT NULL
) STRICT;
