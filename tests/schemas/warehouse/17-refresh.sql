-- The last statement of this file has no semicolon, its last line no line feed.
\echo warehouse: refresh
REFRESH MATERIALIZED VIEW reporting.daily_sales;
REFRESH MATERIALIZED VIEW reporting.stock_levels;
COMMENT ON MATERIALIZED VIEW reporting.daily_sales IS 'orders and net a day; refreshed at each run'