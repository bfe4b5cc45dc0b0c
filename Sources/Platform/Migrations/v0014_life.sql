-- Dead letters that go back into their queue; how often a call was sent; suspended merchants.

-- How often the call was sent to a program, as far as is known: it only grows, while `tries`
-- begins anew when a dead letter goes back into its queue.
ALTER TABLE outbox ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET sent = tries;
-- When it was given up.
ALTER TABLE outbox ADD COLUMN died INTEGER;
CREATE INDEX outbox_dead ON outbox(app, id) WHERE dead IS NOT NULL;

-- A timer that was given up is no timer any more: its name is free for the next one.
DROP INDEX outbox_timer;
CREATE UNIQUE INDEX outbox_timer ON outbox(session, timer)
  WHERE timer IS NOT NULL AND dead IS NULL;

-- A merchant all of whose apps are off, by the operator's word.
CREATE TABLE suspension(
  merchant TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX app_of_merchant ON app(merchant);

-- Every app that is off, for itself or with its merchant.
CREATE VIEW app_off(app, person, reason) AS
  SELECT a.id, NULL, s.reason FROM suspension s JOIN app a ON a.merchant = s.merchant
  UNION ALL
  SELECT k.app, k.person, k.reason FROM app_kill k JOIN app a ON a.id = k.app
    WHERE a.merchant NOT IN (SELECT merchant FROM suspension);
