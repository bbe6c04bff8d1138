-- Functions, procedures, aggregates. Bodies in standard SQL need PostgreSQL 14.
\echo warehouse: functions
SELECT current_setting('server_version_num')::integer >= 140000 AS wh_sql_bodies,
       current_setting('server_version_num')::integer AS wh_version
\gset

CREATE OR REPLACE FUNCTION core.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION core.clean_sku() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    NEW.sku := upper(btrim(NEW.sku));
    IF NEW.sku !~ '^[A-Z0-9][-A-Z0-9]*$' THEN
        RAISE EXCEPTION 'not a SKU: "%"; use letters, digits and dashes', NEW.sku
            USING ERRCODE = 'check_violation', HINT = $hint$It's 'ABC-1', not "abc 1".$hint$;
    END IF;
    RETURN NEW;
END;
$function$;

-- 16-evolution.sql defines it again.
CREATE OR REPLACE FUNCTION core.slug(title text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURNS NULL ON NULL INPUT
AS $_$ SELECT lower(replace($1, ' ', '-')); $_$;

CREATE OR REPLACE FUNCTION core.slice(items anyarray, first integer DEFAULT 1, last integer DEFAULT 3)
RETURNS anyarray LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN items[first:last];
END $$;

-- Two functions of one name.
CREATE OR REPLACE FUNCTION core.price_of(wanted text) RETURNS numeric
LANGUAGE sql STABLE AS 'SELECT list_price FROM core.products WHERE sku = wanted';
CREATE OR REPLACE FUNCTION core.price_of(wanted integer) RETURNS numeric
LANGUAGE sql STABLE AS 'SELECT list_price FROM core.products WHERE product_id = wanted';

\if :wh_sql_bodies
CREATE OR REPLACE FUNCTION core.gross(net numeric, vat numeric DEFAULT 0.19)
RETURNS numeric LANGUAGE sql IMMUTABLE
RETURN round(net * (1 + vat), 2);

CREATE OR REPLACE FUNCTION core.size_class(package core.dimensions)
RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE
        WHEN core.volume_mm3(package) < 1000000 THEN 'small; fits a letter box'
        WHEN core.volume_mm3(package) < 100000000 THEN 'medium'
        ELSE 'large'
    END;
END;

CREATE OR REPLACE FUNCTION core.products_in(wanted text)
RETURNS TABLE (sku text, name text, "list price" core.amount)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT 1;   -- only the last statement counts; END is not the end: 'END;'
    SELECT p.sku, p.name, p.list_price
    FROM core.products AS p JOIN core.categories AS c USING (category_id)
    WHERE c.name = wanted
    ORDER BY p.sku;
END;

CREATE OR REPLACE PROCEDURE core.discontinue(wanted text, on_day date)
LANGUAGE sql
BEGIN ATOMIC
    UPDATE core.products SET discontinued = on_day
        WHERE sku = wanted AND discontinued IS DISTINCT FROM on_day;
    DELETE FROM core.price_cache WHERE price_cache.sku = wanted;
END;
\else
\echo bodies as strings: the server is :wh_version
CREATE OR REPLACE FUNCTION core.gross(net numeric, vat numeric DEFAULT 0.19)
RETURNS numeric LANGUAGE sql IMMUTABLE
AS 'SELECT round(net * (1 + vat), 2)';
CREATE OR REPLACE FUNCTION core.size_class(package core.dimensions)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN core.volume_mm3(package) < 1000000 THEN 'small; fits a letter box'
                WHEN core.volume_mm3(package) < 100000000 THEN 'medium' ELSE 'large' END
$$;
CREATE OR REPLACE FUNCTION core.products_in(wanted text)
RETURNS TABLE (sku text, name text, "list price" core.amount) LANGUAGE sql STABLE AS $$
    SELECT p.sku, p.name, p.list_price
    FROM core.products AS p JOIN core.categories AS c USING (category_id)
    WHERE c.name = wanted ORDER BY p.sku
$$;
CREATE OR REPLACE PROCEDURE core.discontinue(wanted text, on_day date) LANGUAGE sql AS $$
    UPDATE core.products SET discontinued = on_day
        WHERE sku = wanted AND discontinued IS DISTINCT FROM on_day;
    DELETE FROM core.price_cache WHERE price_cache.sku = wanted;
$$;
\endif

-- Dollar tags three deep.
CREATE OR REPLACE FUNCTION core.count_rows(relation regclass) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $outer$
DECLARE
    answer bigint;
    command text := $query$SELECT count(*) FROM $query$ || relation;
BEGIN
    IF relation::text LIKE $like$%;%$like$ THEN
        RAISE NOTICE $m$odd name: %; $$quoted$$ all the same$m$, relation;
    END IF;
    EXECUTE command INTO answer;
    EXECUTE $x$DO $inner$ BEGIN PERFORM $v$it's; nested$v$; END $inner$$x$;
    RETURN answer;
END;
$outer$;

CREATE OR REPLACE PROCEDURE core.archive_customers(before timestamptz, INOUT archived bigint DEFAULT 0)
LANGUAGE plpgsql
AS $$
BEGIN
    -- 'quoted', "quoted", $1, :wh_version and \if are plain text here
    SELECT count(*) INTO archived FROM core.customers WHERE updated_at < before;
    COMMIT;
END
$$;

CREATE OR REPLACE FUNCTION core.longest_sfunc(state text, item text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN state IS NULL OR length(item) > length(state) THEN item ELSE state END
$$;
CREATE OR REPLACE AGGREGATE core.longest(text) (
    SFUNC = core.longest_sfunc, STYPE = text, PARALLEL = safe
);
CREATE OR REPLACE AGGREGATE core.product(double precision) (
    SFUNC = float8mul, STYPE = double precision, INITCOND = '1'
);

CREATE OR REPLACE FUNCTION core.secret_margin(wanted text) RETURNS numeric
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = core, pg_temp
SET work_mem = '8MB'
COST 500
AS $$ BEGIN RETURN (SELECT list_price * 0.3 FROM products WHERE sku = wanted); END $$;
REVOKE ALL ON FUNCTION core.secret_margin(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.secret_margin(text) TO wh_writer;

COMMENT ON FUNCTION core.price_of(text) IS 'by SKU';
COMMENT ON FUNCTION core.price_of(integer) IS 'by number';
COMMENT ON FUNCTION core.slice(anyarray, integer, integer) IS 'items[first:last]';
COMMENT ON AGGREGATE core.longest(text) IS 'the longest text, "first" among equals';
COMMENT ON PROCEDURE core.discontinue(text, date) IS E'CALL core.discontinue(\'ABC-1\', current_date);';
DROP FUNCTION IF EXISTS core.price_of(bigint, text);
