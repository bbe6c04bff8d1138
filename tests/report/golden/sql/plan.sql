-- db/1_tables.sql:1
SET search_path = shop
;

-- db/1_tables.sql:3
CREATE INDEX IF NOT EXISTS a_id ON a (id)
;

-- db/1_tables.sql:4
ALTER TABLE a ADD COLUMN IF NOT EXISTS b int REFERENCES "R|x"
;

-- db/1_tables.sql:5
DROP TABLE IF EXISTS old
;

-- db/2_code.sql:1
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'
;

-- db/2_code.sql:2
DROP TRIGGER IF EXISTS g ON a
;

-- db/2_code.sql:3
CREATE TRIGGER g BEFORE INSERT ON a EXECUTE FUNCTION f()
;

-- db/2_code.sql:4
INSERT INTO a VALUES (1) -- one

;

-- Plan: 2 to add, 2 to change, 1 to drop; 0 will not converge, 1 run each time
