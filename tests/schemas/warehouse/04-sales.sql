-- Orders: partitions by range, list and hash, some of them generated.
\ir includes/common.psql
\set wh_schema sales
\set wh_first_day :wh_year '-01-01'
\echo warehouse: sales from :wh_first_day

CREATE SEQUENCE IF NOT EXISTS sales.order_no_seq START 10000;

CREATE TABLE IF NOT EXISTS sales.orders (
    order_no    bigint NOT NULL DEFAULT nextval('sales.order_no_seq'),
    ordered_on  date NOT NULL,
    customer_id integer NOT NULL,
    status      core.order_status NOT NULL DEFAULT 'new',
    ship_to     core.address,
    note        text,
    CONSTRAINT orders_pkey PRIMARY KEY (order_no, ordered_on),
    CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES core.customers
) PARTITION BY RANGE (ordered_on);
ALTER SEQUENCE sales.order_no_seq OWNED BY sales.orders.order_no;

CREATE TABLE IF NOT EXISTS sales.orders_before PARTITION OF sales.orders
    FOR VALUES FROM (MINVALUE) TO (:'wh_first_day');
CREATE TABLE IF NOT EXISTS sales.orders_default PARTITION OF sales.orders DEFAULT;

-- A partition for each month of the year.
SELECT format('CREATE TABLE IF NOT EXISTS %I.%I PARTITION OF sales.orders FOR VALUES FROM (%L) TO (%L)',
              :'wh_schema', 'orders_' || to_char(month, 'YYYY_MM'),
              month::date, (month + interval '1 month')::date)
FROM generate_series(:'wh_first_day'::date, :'wh_first_day'::date + interval '11 months',
                     interval '1 month') AS month
\gexec

-- The year after it in two halves by hash.
CREATE TABLE IF NOT EXISTS sales.orders_next PARTITION OF sales.orders
    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY HASH (order_no);
CREATE TABLE IF NOT EXISTS sales.orders_next_0 PARTITION OF sales.orders_next
    FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE IF NOT EXISTS sales.orders_next_1 PARTITION OF sales.orders_next
    FOR VALUES WITH (MODULUS 2, REMAINDER 1) WITH (fillfactor = 70);

-- A table that becomes a partition.
CREATE TABLE IF NOT EXISTS sales.orders_2030 (
    order_no    bigint NOT NULL,
    ordered_on  date NOT NULL,
    customer_id integer NOT NULL,
    status      core.order_status NOT NULL DEFAULT 'new',
    ship_to     core.address,
    note        text
);
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_inherits
                   WHERE inhrelid = 'sales.orders_2030'::regclass) THEN
        ALTER TABLE sales.orders ATTACH PARTITION sales.orders_2030
            FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
    END IF;
END
$do$;

CREATE TABLE IF NOT EXISTS sales.order_lines (
    order_no   bigint NOT NULL,
    ordered_on date NOT NULL,
    line_no    smallint NOT NULL,
    product_id integer NOT NULL CONSTRAINT order_lines_product_fkey REFERENCES core.products,
    quantity   integer NOT NULL CONSTRAINT order_lines_quantity_check CHECK (quantity > 0),
    unit_price core.amount NOT NULL,
    discount   numeric(4, 3) NOT NULL DEFAULT 0
        CONSTRAINT order_lines_discount_check CHECK (discount >= 0 AND discount < 1),
    line_total numeric GENERATED ALWAYS AS (round(quantity * unit_price * (1 - discount), 2)) STORED,
    CONSTRAINT order_lines_pkey PRIMARY KEY (order_no, ordered_on, line_no),
    CONSTRAINT order_lines_order_fkey FOREIGN KEY (order_no, ordered_on)
        REFERENCES sales.orders (order_no, ordered_on) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS sales.order_events (
    region    text NOT NULL,
    order_no  bigint NOT NULL,
    event     text NOT NULL,
    details   jsonb,
    logged_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT order_events_region_check CHECK (region <> '')
) PARTITION BY LIST (region);
CREATE TABLE IF NOT EXISTS sales.order_events_eu PARTITION OF sales.order_events
    FOR VALUES IN ('eu', 'uk', 'côte d''azur');
CREATE TABLE IF NOT EXISTS sales.order_events_us PARTITION OF sales.order_events FOR VALUES IN ('us', 'ca');
CREATE TABLE IF NOT EXISTS sales.order_events_rest PARTITION OF sales.order_events
    (details DEFAULT '{"source": "unknown"}') DEFAULT;

CREATE INDEX IF NOT EXISTS orders_customer_idx ON sales.orders (customer_id, ordered_on DESC);
CREATE INDEX IF NOT EXISTS orders_open_idx ON ONLY sales.orders_before (ordered_on)
    WHERE status IN ('new', 'picked');
CREATE INDEX IF NOT EXISTS order_events_order_idx ON sales.order_events (order_no);
CREATE INDEX IF NOT EXISTS order_events_logged_idx ON sales.order_events USING brin (logged_at)
    WITH (pages_per_range = 32);
CREATE INDEX IF NOT EXISTS order_lines_product_idx ON :"wh_schema".order_lines (product_id);

-- What the partitions are, said by generated statements.
SELECT format('COMMENT ON TABLE %s IS %L', inhrelid::regclass, 'orders of ' || right(inhrelid::regclass::text, 7))
FROM pg_catalog.pg_inherits
WHERE inhparent = 'sales.orders'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d{2}$'
ORDER BY inhrelid::regclass::text
\gexec

COMMENT ON TABLE sales.orders IS 'One row an order; ":wh_year" and '':wh_year'' are not variables here';
COMMENT ON COLUMN sales.order_lines.line_total IS 'net, rounded; 100% generated';
COMMENT ON SEQUENCE sales.order_no_seq IS 'Gaps are normal.';
