-- Reference data. Every INSERT names its conflict; COPY goes through temporary tables.
\ir includes/common.psql
\set wh_currency EUR
\set wh_note 'it''s a "seed"; nothing more'
\set wh_day :wh_year '-03-05'
\echo warehouse: seed for :wh_day in :wh_currency

INSERT INTO core.currencies (code, name, minor_unit) VALUES
    (:'wh_currency', 'Euro', 2),
    ('GBP', N'Pound sterling', 2),
    ('JPY', '円; "yen"', 0)
ON CONFLICT (code) DO UPDATE
    SET name = excluded.name, minor_unit = excluded.minor_unit
    WHERE (currencies.name, currencies.minor_unit) IS DISTINCT FROM (excluded.name, excluded.minor_unit);

INSERT INTO core.units (code, kind) VALUES ('pc', 'piece'), ('kg', 'mass'), ('m', 'länge')
ON CONFLICT (code) DO NOTHING;
INSERT INTO core.units (code, kind, factor) SELECT 'g', 'mass', 1e-3
WHERE NOT EXISTS (SELECT FROM core.units WHERE code = 'g');

CREATE TEMP TABLE IF NOT EXISTS wh_countries (code text, name text);
COPY wh_countries FROM stdin WITH (FORMAT csv, HEADER, DELIMITER ';');
code;name
DE;Germany
CH;"Switzerland; -- not a comment /* nor this"
CI;Côte d'Ivoire
GB;"United ""Kingdom"""
JP;"Japan
日本"
\.
INSERT INTO core.countries (code, name) SELECT DISTINCT code, name FROM wh_countries ORDER BY code
ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE countries.name IS DISTINCT FROM excluded.name;

INSERT INTO core.categories (category_id, parent_id, name) VALUES
    (1, NULL, 'Tools'), (2, 1, 'Saws'), (3, 2, 'Japanese saws'), (4, NULL, 'Food')
ON CONFLICT (category_id) DO NOTHING;

CREATE TEMP TABLE IF NOT EXISTS wh_products (
    sku text, name text, category_id integer, list_price numeric, package core.dimensions,
    keep_at core.temperature_range, tags text[], attributes jsonb
);
COPY wh_products FROM stdin;
SAW-1	Saw, 300 mm; "fine"	2	19.90	(400,120,30,80)	\N	{hand,wood}	{"colour": "red; \\"dark\\""}
saw-2	Ryoba\tsaw 両刃	3	54.00	(600,100,25,90)	\N	{hand,wood,"two sided"}	{"teeth": [1, 2], "fragile": true}
FISH-1	Herring $$ 'in' cream \\ "1 kg"	4	4.99	(100,100,50,10)	[-2,7]	{}	{}
EMPTY-1		1	0	\N	\N	{NULL}	{}
\.
COPY wh_products (sku, name) FROM STDIN;
\.
INSERT INTO core.products (sku, name, category_id, list_price, package, keep_at, tags, attributes,
                           discontinued, created_at, updated_at)
SELECT n.sku, n.name, n.category_id, n.list_price, n.package, n.keep_at, n.tags, n.attributes,
       CASE n.sku WHEN 'EMPTY-1' THEN date '2024-12-31' END, '2024-01-01 00:00+00', '2024-01-01 00:00+00'
FROM (SELECT DISTINCT ON (upper(sku)) * FROM wh_products ORDER BY upper(sku)) AS n
WHERE NOT EXISTS (SELECT FROM core.products AS p WHERE p.sku = upper(n.sku))
ON CONFLICT (sku) DO NOTHING;

INSERT INTO core.customers (customer_id, email, full_name, addresses, country, updated_at) VALUES
    (1, 'ada@example.org', 'Ada Lovelace',
     ARRAY[ROW('12 St James''s Sq', 'London', 'SW1Y 4LE', 'GB')::core.address], 'GB', '2024-01-02 00:00+00'),
    (2, 'jürgen@example.de', $name$Jürgen "O'Neill" Müller$name$, '{}', 'DE', '2024-01-02 00:00+00')
ON CONFLICT (customer_id) DO NOTHING;

INSERT INTO sales.orders (order_no, ordered_on, customer_id, status, note) VALUES
    (1, :'wh_day', 1, 'new', :'wh_note'),
    (2, :'wh_day'::date + 40, 2, 'shipped', E'line 1\nline 2'),
    (3, '2025-06-01', 2, 'picked', NULL),
    (4, '2019-12-31', 1, 'cancelled', ''),
    (5, '2040-01-01', 1, 'new', 'far away')
ON CONFLICT (order_no, ordered_on) DO NOTHING;
INSERT INTO sales.order_lines (order_no, ordered_on, line_no, product_id, quantity, unit_price, discount)
SELECT o.order_no, o.ordered_on, row_number() OVER (PARTITION BY o.order_no ORDER BY p.sku),
       p.product_id, o.order_no, p.list_price, 0.05
FROM sales.orders AS o CROSS JOIN core.products AS p
WHERE p.list_price > 0 AND o.ordered_on < '2039-01-01'
ORDER BY o.order_no, p.sku
ON CONFLICT (order_no, ordered_on, line_no) DO NOTHING;
INSERT INTO sales.order_events (region, order_no, event, logged_at)
SELECT region, 1, 'seeded', '2024-03-05 12:00+00'
FROM (VALUES ('eu'), ('us'), ('mars')) AS v (region)
WHERE NOT EXISTS (SELECT FROM sales.order_events AS e WHERE e.region = v.region AND e.order_no = 1);

INSERT INTO stock.shelf_leases (lease_id, holder, shelves) OVERRIDING SYSTEM VALUE VALUES
    (1, 'saws', '[1,10)'), (2, 'herrings', int4range(10, 20, '[]'))
ON CONFLICT (lease_id) DO NOTHING;

-- The last order number that is in use, never back.
SELECT setval('sales.order_no_seq',
              greatest((SELECT max(order_no) FROM sales.orders),
                       (SELECT last_value FROM sales.order_no_seq))) AS wh_last_order
\gset
\echo last order number: :wh_last_order
UPDATE core.units SET factor = 1000 WHERE code = 'kg' AND factor IS DISTINCT FROM 1000;
