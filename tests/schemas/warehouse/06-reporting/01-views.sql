-- Views, one of them recursive.
\ir ../includes/common.psql

CREATE OR REPLACE VIEW reporting.order_totals (order_no, ordered_on, lines, net) AS
SELECT o.order_no, o.ordered_on, count(l.line_no), coalesce(sum(l.line_total), 0)
FROM sales.orders AS o
LEFT JOIN sales.order_lines AS l USING (order_no, ordered_on)
GROUP BY o.order_no, o.ordered_on;

CREATE OR REPLACE VIEW reporting.big_orders AS
SELECT order_no, net, core.gross(net) AS gross, rank() OVER (ORDER BY net DESC, order_no) AS place
FROM reporting.order_totals
WHERE net >= 100;

CREATE OR REPLACE VIEW reporting.active_products WITH (security_barrier) AS
SELECT product_id, sku, core.slug(name) AS slug, list_price, attributes ->> 'colour' AS colour,
       attributes ? 'fragile' AS fragile, tags[1:2] AS main_tags
FROM core.products
WHERE discontinued IS NULL;

CREATE OR REPLACE RECURSIVE VIEW reporting.category_tree (category_id, path, depth) AS
    SELECT category_id, name::text, 0
    FROM core.categories WHERE parent_id IS NULL
    UNION ALL
    SELECT c.category_id, t.path || ' › ' || c.name, t.depth + 1
    FROM core.categories AS c JOIN category_tree AS t ON c.parent_id = t.category_id;

CREATE OR REPLACE VIEW sales.open_orders AS
SELECT order_no, ordered_on, customer_id, status, note FROM sales.orders
WHERE status IN ('new', 'picked');

CREATE OR REPLACE VIEW core.german_customers AS
SELECT customer_id, email, full_name, country FROM core.customers WHERE country = 'DE'
WITH LOCAL CHECK OPTION;

CREATE OR REPLACE VIEW reporting.calendar AS
VALUES (1, 'first quarter'::text), (2, 'second'), (3, 'third'), (4, 'fourth');

GRANT SELECT ON reporting.order_totals, reporting.big_orders TO :wh_reader;
GRANT SELECT (sku, slug) ON reporting.active_products TO "wh_Clerk";
COMMENT ON VIEW reporting.category_tree IS 'path is "root › child"';
COMMENT ON COLUMN reporting.big_orders.place IS '1 = the biggest';
