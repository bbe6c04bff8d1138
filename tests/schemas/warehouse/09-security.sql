-- Row level security and privileges.
\ir includes/common.psql

ALTER TABLE core.customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.changes FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS customers_read ON core.customers;
CREATE POLICY customers_read ON core.customers FOR SELECT TO wh_reader, wh_writer USING (true);
DROP POLICY IF EXISTS customers_write ON core.customers;
CREATE POLICY customers_write ON core.customers TO wh_writer
    USING (country IS NULL OR country <> 'XX')
    WITH CHECK (email ~* '@' AND full_name <> '');
DROP POLICY IF EXISTS orders_clerk ON sales.orders;
CREATE POLICY orders_clerk ON sales.orders AS RESTRICTIVE FOR UPDATE TO "wh_Clerk"
    USING (status = ANY (ARRAY['new', 'picked']::core.order_status[]));
DROP POLICY IF EXISTS "everybody; reads" ON sales.orders;
CREATE POLICY "everybody; reads" ON sales.orders FOR SELECT
    USING (customer_id IN (SELECT customer_id FROM core.customers WHERE email = current_user::text));
DROP POLICY IF EXISTS changes_auditor ON audit.changes;
CREATE POLICY changes_auditor ON audit.changes FOR SELECT TO wh_auditor
    USING (changed_by <> CURRENT_USER);
DROP POLICY IF EXISTS no_such_policy ON audit.changes;

GRANT SELECT ON ALL TABLES IN SCHEMA core TO wh_reader;
GRANT SELECT, INSERT, UPDATE (note, status) ON sales.orders TO "wh_Clerk";
GRANT INSERT, UPDATE, DELETE ON core.customers TO :"wh_writer" WITH GRANT OPTION;
GRANT USAGE, SELECT ON SEQUENCE sales.order_no_seq TO wh_writer;
GRANT USAGE ON TYPE core.order_status TO wh_reader;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA stock TO wh_reader;
GRANT SELECT ON audit.changes, audit.notes TO wh_auditor;
REVOKE ALL ON core.price_cache FROM PUBLIC;
REVOKE TRUNCATE, REFERENCES ON core.customers FROM wh_writer;

-- The reader may see every partition by itself.
SELECT format('GRANT SELECT ON %s TO %I', c.oid::regclass, :'wh_reader')
FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = 'sales'::regnamespace AND c.relispartition AND c.relkind IN ('r', 'p')
ORDER BY c.oid::regclass::text
\gexec

ALTER TABLE audit.notes OWNER TO wh_owner;
ALTER FUNCTION core.slug(text) OWNER TO wh_owner;
ALTER TYPE core.empty_set OWNER TO wh_owner;
COMMENT ON POLICY "everybody; reads" ON sales.orders IS 'one''s own orders';
SELECT current_database() AS wh_database \gset
GRANT CONNECT ON DATABASE :"wh_database" TO wh_reader;
