-- Names without a schema: they are looked up in search_path and created in its first schema.
SET search_path = staging, core, pg_catalog;

CREATE TABLE IF NOT EXISTS deliveries (
    delivery_id integer PRIMARY KEY,
    supplier    integer REFERENCES suppliers,
    received    date NOT NULL,
    content     jsonb
);
CREATE TABLE IF NOT EXISTS customers (raw text);   -- hides core.customers
CREATE INDEX IF NOT EXISTS deliveries_received_idx ON deliveries (received);
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS price amount;   -- core.amount
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS checked boolean NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS checked_by text;
CREATE OR REPLACE VIEW unchecked AS SELECT delivery_id, gross(price) AS gross FROM deliveries WHERE NOT checked;
CREATE OR REPLACE FUNCTION latest() RETURNS date LANGUAGE sql STABLE AS 'SELECT max(received) FROM staging.deliveries';
DROP TRIGGER IF EXISTS deliveries_check ON deliveries;
CREATE TRIGGER deliveries_check BEFORE DELETE ON deliveries
    FOR EACH STATEMENT EXECUTE FUNCTION suppress_redundant_updates_trigger();
ALTER TABLE deliveries DISABLE TRIGGER deliveries_check;
COMMENT ON TABLE deliveries IS 'in staging';

SET search_path TO sales;
COMMENT ON TABLE order_lines IS 'in sales';
INSERT INTO staging.deliveries (delivery_id, received, content, price)
VALUES (1, '2024-02-29', '{"pallets": 3, "text": "a;b"}', 12.50) ON CONFLICT DO NOTHING;
