-- Triggers; those that maintain updated_at come from a template.
\set wh_schema core
\set wh_table products
\ir includes/touch.psql
\set wh_table customers
\ir includes/touch.psql
\unset wh_table

DROP TRIGGER IF EXISTS products_clean_sku ON core.products;
CREATE TRIGGER products_clean_sku BEFORE INSERT OR UPDATE OF sku ON core.products
    FOR EACH ROW EXECUTE FUNCTION core.clean_sku();

CREATE TABLE IF NOT EXISTS audit.changes (
    change_id  bigint GENERATED ALWAYS AS IDENTITY,
    relation   regclass NOT NULL,
    operation  "char" NOT NULL,
    old_row    jsonb,
    new_row    jsonb,
    changed_by name NOT NULL DEFAULT current_user,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT changes_pkey PRIMARY KEY (change_id)
);
CREATE TABLE IF NOT EXISTS audit.notes (
    order_no bigint NOT NULL,
    note     text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now()
);

CREATE OR REPLACE FUNCTION audit.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $audit$
BEGIN
    INSERT INTO audit.changes (relation, operation, old_row, new_row)
    VALUES (TG_RELID::pg_catalog.regclass, left(TG_OP, 1)::"char",
            CASE WHEN TG_OP <> 'INSERT' THEN pg_catalog.to_jsonb(OLD) END,
            CASE WHEN TG_OP <> 'DELETE' THEN pg_catalog.to_jsonb(NEW) END);
    RETURN NULL;
END
$audit$;

CREATE OR REPLACE FUNCTION audit.report_deletes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE LOG '% rows of % deleted, argument %', (SELECT count(*) FROM gone), TG_RELID::regclass, TG_ARGV[0];
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS audit_change ON core.products;
CREATE TRIGGER audit_change AFTER UPDATE OR DELETE ON core.products
    FOR EACH ROW EXECUTE FUNCTION audit.record_change();
DROP TRIGGER IF EXISTS audit_price ON core.products;
CREATE TRIGGER audit_price AFTER UPDATE OF list_price, currency ON core.products
    FOR EACH ROW WHEN (OLD.list_price IS DISTINCT FROM NEW.list_price)
    EXECUTE FUNCTION audit.record_change();
DROP TRIGGER IF EXISTS "report; deletes" ON sales.orders;
CREATE TRIGGER "report; deletes" AFTER DELETE ON sales.orders
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION audit.report_deletes('it''s', 2, E'\\');
-- On a partitioned table, so on each partition.
DROP TRIGGER IF EXISTS audit_orders ON sales.orders;
CREATE TRIGGER audit_orders AFTER DELETE ON sales.orders
    FOR EACH ROW EXECUTE FUNCTION audit.record_change();

DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger
                   WHERE tgrelid = 'stock.movements'::regclass AND tgname = 'movements_on_hand') THEN
        CREATE CONSTRAINT TRIGGER movements_on_hand
            AFTER INSERT OR UPDATE ON stock.movements
            DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION stock.check_on_hand();
    END IF;
END
$do$;

COMMENT ON TRIGGER movements_on_hand ON stock.movements IS 'at COMMIT; not before';
COMMENT ON TRIGGER "report; deletes" ON sales.orders IS 'a name with a ;';
COMMENT ON TABLE audit.changes IS $$Append only: "nobody" may UPDATE; see 09-security.sql$$;
