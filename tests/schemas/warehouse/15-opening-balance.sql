-- A script that manages its transaction itself.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL search_path = stock, core, pg_temp;

CREATE TEMP TABLE wh_balance (reference text, bin text, sku text, quantity integer) ON COMMIT DROP;
COPY wh_balance FROM STDIN (DELIMITER '|', NULL '-');
OB-1|A-01|SAW-1|12
OB-2|A-02|SAW-2|3
OB-3|B-01|FISH-1|400
OB-4|B-01|-|1
\.

INSERT INTO movements (reference, bin, product_id, quantity, moved_on)
SELECT b.reference, b.bin, p.product_id, b.quantity, '2024-01-01'
FROM wh_balance AS b JOIN products AS p USING (sku)
WHERE NOT EXISTS (SELECT FROM movements AS m WHERE m.reference = b.reference)
ORDER BY b.reference;

SAVEPOINT before_outgoing;
INSERT INTO movements (reference, bin, product_id, quantity, moved_on)
SELECT 'OUT-1', 'A-01', product_id, -2, '2024-03-06' FROM products
WHERE sku = 'SAW-1' AND NOT EXISTS (SELECT FROM movements WHERE reference = 'OUT-1');
RELEASE SAVEPOINT before_outgoing;
-- Changes nothing: 14-seed.sql said so.
CALL core.discontinue('EMPTY-1', '2024-12-31');
COMMIT;
