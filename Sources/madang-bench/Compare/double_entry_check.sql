-- Answers one line of counts and one of what is wrong, which must all be 0.
SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM transfer),
  (SELECT count(*) FROM posting);
SELECT
  (SELECT coalesce(sum(amount), 0) FROM posting),
  (SELECT coalesce(sum(balance), 0) - count(*) * :funded FROM account),
  (SELECT count(*) FROM account WHERE balance < 0),
  (SELECT count(*) FROM (SELECT transfer FROM posting GROUP BY transfer
    HAVING count(*) <> 2 OR sum(amount) <> 0) AS broken),
  (SELECT count(*) FROM account LEFT JOIN (SELECT account, sum(amount) AS moved FROM posting
    GROUP BY account) AS sums ON sums.account = id
    WHERE balance <> :funded + coalesce(moved, 0));
