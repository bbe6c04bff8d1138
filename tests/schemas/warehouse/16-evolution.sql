-- What came later, and what is gone.
ALTER TABLE core.products
    ADD COLUMN IF NOT EXISTS weight_g integer,
    ADD COLUMN IF NOT EXISTS origin core.country_code CONSTRAINT products_origin_fkey REFERENCES core.countries;
ALTER TABLE IF EXISTS core.products ADD COLUMN IF NOT EXISTS "Storage.Class" text DEFAULT 'A;B';
ALTER TABLE core.products ALTER COLUMN weight_g SET DEFAULT 0;
ALTER TABLE core.products ALTER COLUMN tags SET STATISTICS 500, ALTER COLUMN attributes SET STORAGE EXTERNAL;
ALTER TABLE core.products ALTER name SET NOT NULL;
ALTER TABLE core.products ALTER COLUMN "Storage.Class" DROP NOT NULL;
ALTER TABLE core.products DROP CONSTRAINT IF EXISTS products_weight_check;
ALTER TABLE core.products ADD CONSTRAINT products_weight_check CHECK (weight_g >= 0);
ALTER TABLE core.products DROP COLUMN IF EXISTS legacy_code;
ALTER TABLE sales.orders ADD COLUMN IF NOT EXISTS channel text NOT NULL DEFAULT 'web';
ALTER TABLE stock.bins SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE stock.bins ALTER COLUMN site_id SET DEFAULT 1;
ALTER TABLE core.countries REPLICA IDENTITY USING INDEX countries_name_key;
ALTER TABLE stock.movements CLUSTER ON movements_bin_product_idx;
ALTER INDEX IF EXISTS core.products_tags_idx SET (gin_pending_list_limit = 512);
ALTER VIEW IF EXISTS reporting.no_such_view OWNER TO wh_owner;
ALTER SEQUENCE IF EXISTS core.no_such_seq RESTART;

DROP INDEX IF EXISTS core.products_old_idx;
DROP VIEW IF EXISTS reporting.old_totals, reporting.older_totals;
DROP MATERIALIZED VIEW IF EXISTS reporting.weekly_sales;
DROP TABLE IF EXISTS core.legacy_products;
DROP TYPE IF EXISTS core.legacy_status;
DROP FUNCTION IF EXISTS core.no_such_function(integer, VARIADIC text[]);
DROP AGGREGATE IF EXISTS core.no_such_aggregate(*);
DROP SCHEMA IF EXISTS legacy;

-- A column renamed at some time.
DO $do$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute
               WHERE attrelid = 'stock.sites'::regclass AND attname = 'location' AND NOT attisdropped) THEN
        ALTER TABLE stock.sites RENAME COLUMN location TO place;
    END IF;
END
$do$;

-- Takes the place of the definition in 03-functions.sql.
CREATE OR REPLACE FUNCTION core.slug(title text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURNS NULL ON NULL INPUT
AS $_$ SELECT btrim(regexp_replace(lower($1), '[^a-z0-9]+', '-', 'g'), '-'); $_$;
-- One column more than before; views grow at the end.
CREATE OR REPLACE VIEW reporting.big_orders AS
SELECT order_no, net, core.gross(net) AS gross, rank() OVER (ORDER BY net DESC, order_no) AS place
FROM reporting.order_totals
WHERE net >= 50;
COMMENT ON VIEW reporting.big_orders IS 'first 100, then 50';
COMMENT ON VIEW reporting.big_orders IS 'from 50 upwards';
