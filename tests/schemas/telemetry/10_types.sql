SET search_path = telemetry, public;
SET client_min_messages = warning;

DO $$ BEGIN CREATE TYPE quality AS ENUM ('good', 'doubtful', 'bad'); EXCEPTION WHEN duplicate_object THEN END $$;
DO $$ BEGIN CREATE TYPE reading AS (at timestamptz, value double precision, quality quality);
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE DOMAIN celsius AS real CONSTRAINT celsius_check CHECK (VALUE > -273.15);
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE DOMAIN serial_number AS text COLLATE "C" NOT NULL DEFAULT '?' CHECK (VALUE ~ '^[A-Z0-9-]{4,}$' OR VALUE = '?');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE TYPE value_range AS RANGE (subtype = float8, subtype_diff = float8mi);
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

COMMENT ON TYPE quality IS 'As the device says';
COMMENT ON TYPE value_range IS 'What a sensor can measure';
CREATE SEQUENCE IF NOT EXISTS batch_id AS bigint INCREMENT BY 10 MINVALUE 10 CACHE 20;
COMMENT ON SEQUENCE batch_id IS 'One for each upload';
GRANT USAGE ON SEQUENCE batch_id TO telemetry_writer;
ALTER SEQUENCE batch_id CACHE 20;
