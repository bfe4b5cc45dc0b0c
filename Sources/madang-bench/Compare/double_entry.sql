-- What a careful team writes without a ledger of its own: one function a payment, with a key that
-- makes it repeatable, two balances that cannot fall below zero, and two postings.
CREATE TABLE account(
  id bigint PRIMARY KEY,
  balance bigint NOT NULL CHECK (balance >= 0)
) WITH (fillfactor = 50);

CREATE TABLE transfer(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  debit bigint NOT NULL,
  credit bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- No index: history would need one, which is left out in PostgreSQL's favour.
CREATE TABLE posting(
  transfer bigint NOT NULL,
  account bigint NOT NULL,
  amount bigint NOT NULL,
  balance_after bigint NOT NULL
);

-- Answers the number of an earlier transfer of this key, or refuses a key used for another one.
CREATE FUNCTION known(name text, payer bigint, payee bigint, sum bigint) RETURNS bigint AS $$
DECLARE
  found transfer;
BEGIN
  SELECT * INTO STRICT found FROM transfer WHERE key = name;
  IF (found.debit, found.credit, found.amount) IS DISTINCT FROM (payer, payee, sum) THEN
    RAISE EXCEPTION 'key.reused';
  END IF;
  RETURN found.id;
END
$$ LANGUAGE plpgsql;

-- Locks in the order of the accounts' numbers, so that two payments never wait for each other.
CREATE FUNCTION pay(name text, payer bigint, payee bigint, sum bigint) RETURNS bigint AS $$
DECLARE
  number bigint;
  left_over bigint;
  reached bigint;
BEGIN
  INSERT INTO transfer(key, debit, credit, amount) VALUES (name, payer, payee, sum)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO number;
  IF number IS NULL THEN
    RETURN known(name, payer, payee, sum);
  END IF;
  IF payee < payer THEN
    UPDATE account SET balance = balance + sum WHERE id = payee RETURNING balance INTO reached;
  END IF;
  UPDATE account SET balance = balance - sum WHERE id = payer AND balance >= sum
    RETURNING balance INTO left_over;
  IF left_over IS NULL THEN
    RAISE EXCEPTION 'wallet.insufficient_funds';
  END IF;
  IF payer < payee THEN
    UPDATE account SET balance = balance + sum WHERE id = payee RETURNING balance INTO reached;
  END IF;
  IF reached IS NULL THEN
    RAISE EXCEPTION 'wallet.payee_unknown';
  END IF;
  INSERT INTO posting VALUES (number, payer, -sum, left_over), (number, payee, sum, reached);
  RETURN number;
END
$$ LANGUAGE plpgsql;

-- The same with the payee's row touched by the very last statement, so that a busy payee is locked
-- for as short as can be; payees of this function never pay, so nobody waits in a circle.
CREATE FUNCTION pay_last(name text, payer bigint, payee bigint, sum bigint) RETURNS bigint AS $$
DECLARE
  number bigint;
  left_over bigint;
BEGIN
  INSERT INTO transfer(key, debit, credit, amount) VALUES (name, payer, payee, sum)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO number;
  IF number IS NULL THEN
    RETURN known(name, payer, payee, sum);
  END IF;
  UPDATE account SET balance = balance - sum WHERE id = payer AND balance >= sum
    RETURNING balance INTO left_over;
  IF left_over IS NULL THEN
    RAISE EXCEPTION 'wallet.insufficient_funds';
  END IF;
  INSERT INTO posting VALUES (number, payer, -sum, left_over);
  WITH reached AS (
    UPDATE account SET balance = balance + sum WHERE id = payee RETURNING balance
  )
  INSERT INTO posting SELECT number, payee, sum, balance FROM reached;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'wallet.payee_unknown';
  END IF;
  RETURN number;
END
$$ LANGUAGE plpgsql;

INSERT INTO account SELECT number, :funded FROM generate_series(1, :accounts) AS number;
VACUUM ANALYZE account;
