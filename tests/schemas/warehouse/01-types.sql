-- Types, domains, a collation, an operator and a cast.
\echo warehouse: types

-- Guard by the catalog.
DO $do$
BEGIN
    IF to_regtype('core.order_status') IS NULL THEN
        CREATE TYPE core.order_status AS ENUM ('new', 'picked', 'shipped', 'cancelled');
    END IF;
END
$do$;
-- A label that came later; no other script uses it, as it may be the same transaction.
ALTER TYPE core.order_status ADD VALUE IF NOT EXISTS 'returned' AFTER 'shipped';
ALTER TYPE core.order_status ADD VALUE IF NOT EXISTS 'won''t ship';

-- Guard by the error.
DO $do$
BEGIN
    CREATE TYPE core.unit_kind AS ENUM ('piece', 'mass', 'volume', 'länge');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$do$;

DO $do$ BEGIN
    CREATE TYPE core.empty_set AS ENUM ();
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

DO $do$ BEGIN
    CREATE DOMAIN core.amount AS numeric(14, 2)
        CONSTRAINT amount_not_negative CHECK (VALUE >= 0);
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

DO $do$ BEGIN
    CREATE DOMAIN core.country_code AS character(2)
        CONSTRAINT country_code_upper CHECK (VALUE ~ '^[A-Z]{2}$');
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

DO $do$ BEGIN
    CREATE DOMAIN core.email AS text COLLATE "C" NOT NULL
        CONSTRAINT email_has_at CHECK (position('@' IN VALUE) > 1);
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

-- A constraint that came later.
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint
                   WHERE contypid = 'core.email'::regtype AND conname = 'email_length') THEN
        ALTER DOMAIN core.email ADD CONSTRAINT email_length CHECK (length(VALUE) <= 254);
    END IF;
END
$do$;
ALTER DOMAIN core.amount SET DEFAULT 0;

DO $do$ BEGIN
    CREATE TYPE core.address AS (
        street   text,
        city     text,
        postcode character varying(12) COLLATE "C",
        country  core.country_code
    );
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

DO $do$ BEGIN
    CREATE TYPE core.dimensions AS (length_mm integer, width_mm integer, height_mm integer);
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute
                   WHERE attrelid = 'core.dimensions'::regclass
                     AND attname = 'tare_g' AND NOT attisdropped) THEN
        ALTER TYPE core.dimensions ADD ATTRIBUTE tare_g integer;
    END IF;
END
$do$;

DO $do$ BEGIN
    CREATE TYPE core.price_range AS RANGE (subtype = numeric);
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

DO $do$ BEGIN
    CREATE TYPE core.temperature_range AS RANGE (subtype = float8, subtype_diff = float8mi);
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

CREATE COLLATION IF NOT EXISTS core.bytewise (locale = 'C');

-- The volume of a package as an operator and a cast.
CREATE OR REPLACE FUNCTION core.volume_mm3(package core.dimensions)
RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT
AS 'SELECT (package).length_mm::bigint * (package).width_mm * (package).height_mm';

CREATE OR REPLACE FUNCTION core.fits(inner_one core.dimensions, outer_one core.dimensions)
RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
AS 'SELECT core.volume_mm3(inner_one)'
   ' <= core.volume_mm3(outer_one)';

DO $do$
BEGIN
    IF to_regoperator('core.<<|(core.dimensions,core.dimensions)') IS NULL THEN
        CREATE OPERATOR core.<<| (
            LEFTARG = core.dimensions, RIGHTARG = core.dimensions, FUNCTION = core.fits
        );
    END IF;
END
$do$;

DO $do$ BEGIN
    CREATE CAST (core.dimensions AS bigint) WITH FUNCTION core.volume_mm3(core.dimensions);
EXCEPTION WHEN duplicate_object THEN NULL; END $do$;

COMMENT ON TYPE core.order_status IS 'Life of an order; ''returned'' came later.';
COMMENT ON TYPE core.unit_kind IS U&'\0415\0434\0438\043D\0438\0446\0430 \2013 unit';
COMMENT ON DOMAIN core.amount IS E'Never negative; in the order\'s currency (\u20ac, $, \U0001F4B7).';
COMMENT ON DOMAIN core.email IS 'One @, at most 254 characters: ''a@b''; not "verified".';
COMMENT ON COLUMN core.address.postcode IS 'As written in the country, e.g. "SW1A 1AA".';
COMMENT ON TYPE core.temperature_range IS U&'in !00B0C' UESCAPE '!';
COMMENT ON CONSTRAINT amount_not_negative ON DOMAIN core.amount IS 'refunds are rows of their own';
