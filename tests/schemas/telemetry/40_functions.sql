SET search_path TO telemetry, public;

CREATE OR REPLACE FUNCTION scaled(value double precision, factor numeric, constant numeric DEFAULT 0)
RETURNS double precision
IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
RETURN value * factor::float8 + constant::float8;

CREATE OR REPLACE FUNCTION median_step(state double precision[], value double precision) RETURNS double precision[]
LANGUAGE sql IMMUTABLE AS 'SELECT array_append(state, value)';

CREATE OR REPLACE FUNCTION median_final(state double precision[]) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY v) FROM unnest(state) AS v
$$;

CREATE OR REPLACE AGGREGATE median(double precision) (
  SFUNC = median_step, STYPE = double precision[], FINALFUNC = median_final, INITCOND = '{}'
);
COMMENT ON AGGREGATE median(double precision) IS 'Slow, and exact';

CREATE OR REPLACE FUNCTION fahrenheit(value celsius) RETURNS real LANGUAGE sql IMMUTABLE AS $$ SELECT (value * 9 / 5 + 32)::real $$;

CREATE OR REPLACE FUNCTION latest(device int DEFAULT NULL, VARIADIC qualities quality[] DEFAULT '{good}')
RETURNS SETOF measurement LANGUAGE sql STABLE ROWS 100 AS $$
  SELECT DISTINCT ON (device_id) * FROM measurement
  WHERE (device IS NULL OR device_id = device) AND quality = ANY (qualities)
  ORDER BY device_id, at DESC
$$;

CREATE OR REPLACE FUNCTION take_apart() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
DECLARE
  item json;
BEGIN
  FOR item IN SELECT * FROM json_array_elements(NEW.payload) LOOP
    INSERT INTO measurement (device_id, at, value, batch)
    VALUES ((item ->> 'device')::int, (item ->> 'at')::timestamptz, (item ->> 'value')::float8, NEW.batch);
  END LOOP;
  RETURN NULL;
END
$body$;

CREATE OR REPLACE FUNCTION no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not here'; END $$;

CREATE OR REPLACE PROCEDURE forget(before timestamptz) LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM measurement WHERE at < before;
  COMMIT;
END $$;

ALTER FUNCTION scaled(double precision, numeric, numeric) COST 1;
ALTER FUNCTION latest(int, quality[]) SET work_mem = '16MB';
ALTER PROCEDURE forget(timestamptz) SECURITY INVOKER;
REVOKE ALL ON FUNCTION take_apart() FROM public;
REVOKE ALL ON PROCEDURE forget(timestamptz) FROM PUBLIC, telemetry_reader;
GRANT EXECUTE ON PROCEDURE forget TO telemetry_writer;
