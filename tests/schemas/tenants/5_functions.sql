CREATE OR REPLACE FUNCTION tenants.current_account() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.account_id', true), '')::uuid $$;
COMMENT ON FUNCTION tenants.current_account() IS 'NULL: none, and no row is seen';

CREATE OR REPLACE FUNCTION private.touch()
RETURNS TRIGGER AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION private.tell() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  PERFORM pg_notify('tenants_' || TG_ARGV[0], TG_OP);
  RETURN NULL;
END;
$function$;

CREATE OR REPLACE FUNCTION private.owner_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tenants.member WHERE account_id = OLD.account_id AND role = 'owner') THEN
    RAISE EXCEPTION 'account % would have no owner', OLD.account_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION billing.add_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE billing.invoice
  SET total = (SELECT coalesce(sum(quantity * price), 0) FROM billing.invoice_line l WHERE l.invoice_id = invoice.id)
  WHERE id = coalesce(NEW.invoice_id, OLD.invoice_id);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION tenants.search_tasks(
  words text,
  states tenants.task_state[] DEFAULT NULL,
  OUT id uuid,
  OUT title varchar(200),
  OUT rank real
) RETURNS SETOF record
LANGUAGE sql STABLE ROWS 20 COST 500
AS $$
  SELECT t.id, t.title, ts_rank(to_tsvector('english', t.title), plainto_tsquery('english', words))
  FROM tenants.task t
  WHERE to_tsvector('english', t.title || ' ' || coalesce(t.body, '')) @@ plainto_tsquery('english', words)
    AND (states IS NULL OR t.state = ANY (states))
  ORDER BY 3 DESC
$$;

CREATE OR REPLACE FUNCTION billing.open_amount(account uuid, at date DEFAULT CURRENT_DATE)
RETURNS numeric LANGUAGE sql STABLE STRICT AS $$
  SELECT coalesce(sum(total), 0) FROM billing.invoice
  WHERE account_id = account AND state = 'sent' AND issued_on <= at
$$;

CREATE OR REPLACE FUNCTION tenants.members(account uuid)
RETURNS TABLE (person bigint, email text, role tenants.member_role) LANGUAGE sql STABLE AS $$
  SELECT p.id, p.email, m.role FROM tenants.member m JOIN tenants.person p ON p.id = m.person_id
  WHERE m.account_id = account
$$;

CREATE OR REPLACE PROCEDURE billing.close_month(month date, INOUT closed integer DEFAULT 0)
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE billing.invoice SET state = 'sent', issued_on = month
  WHERE state = 'draft' AND created_at < month + interval '1 month';
  GET DIAGNOSTICS closed = ROW_COUNT;
END $$;

ALTER FUNCTION private.tell() OWNER TO tenants_owner;
REVOKE ALL ON FUNCTION private.tell() FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE billing.close_month(date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.open_amount(uuid, date) TO tenants_support;

CREATE OR REPLACE VIEW tenants.board AS
  SELECT p.id AS project_id, p.name AS project, t.state, count(*) AS tasks, min(t.due) AS next_due
  FROM tenants.project p
  JOIN tenants.task t ON t.project_id = p.id
  WHERE NOT p.archived AND t.state IN ('open', 'waiting')
  GROUP BY p.id, p.name, t.state
  ORDER BY p.name;
COMMENT ON VIEW tenants.board IS 'One line for each state';

CREATE OR REPLACE VIEW tenants.my_tasks WITH (security_barrier) AS
  SELECT p.name AS project, t.id, t.title, t.state, t.due FROM tenants.task t LEFT JOIN tenants.project p ON p.id = t.project_id
  WHERE t.assignee_id = (SELECT id FROM tenants.person WHERE email = current_setting('app.email', true));

CREATE OR REPLACE VIEW billing.overdue AS
WITH late AS (
  SELECT i.account_id, i.number, i.total, CURRENT_DATE - i.issued_on AS days
  FROM billing.invoice i
  WHERE i.state = 'sent' AND i.issued_on < CURRENT_DATE - 30
)
SELECT a.name, late.number, late.total, late.days,
       CASE WHEN late.days > 60 THEN 'call' ELSE 'write' END AS next_step
FROM late JOIN tenants.account a ON a.id = late.account_id;

ALTER VIEW billing.overdue OWNER TO tenants_owner;
GRANT SELECT ON tenants.board, tenants.my_tasks, billing.overdue TO tenants_support;
