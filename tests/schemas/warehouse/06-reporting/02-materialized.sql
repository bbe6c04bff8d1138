-- Materialized views; 17-refresh.sql fills them.
CREATE MATERIALIZED VIEW IF NOT EXISTS reporting.daily_sales AS
SELECT ordered_on, count(*) AS orders, sum(net) AS net
FROM reporting.order_totals
GROUP BY ordered_on;

CREATE UNIQUE INDEX IF NOT EXISTS daily_sales_day_idx ON reporting.daily_sales (ordered_on);

CREATE MATERIALIZED VIEW IF NOT EXISTS reporting.stock_levels (bin, product_id, on_hand)
WITH (fillfactor = 100) AS
SELECT bin, product_id, sum(quantity) FROM stock.movements GROUP BY bin, product_id
WITH NO DATA;
CREATE UNIQUE INDEX IF NOT EXISTS stock_levels_key ON reporting.stock_levels (bin, product_id);
COMMENT ON MATERIALIZED VIEW reporting.stock_levels IS 'as of the last refresh';
GRANT SELECT ON TABLE reporting.daily_sales, reporting.stock_levels TO wh_reader;
