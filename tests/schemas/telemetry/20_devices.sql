SET search_path TO telemetry, public;

CREATE TABLE IF NOT EXISTS site (
  site_id int GENERATED ALWAYS AS IDENTITY,
  code char(4) NOT NULL,
  name text NOT NULL,
  position point,
  opened date NOT NULL DEFAULT 'today',
  CONSTRAINT site_pk PRIMARY KEY (site_id),
  CONSTRAINT site_code UNIQUE (code)
);

CREATE TABLE IF NOT EXISTS device_kind (
  kind_id smallint PRIMARY KEY,
  name text NOT NULL UNIQUE,
  measures value_range NOT NULL DEFAULT '[0,100]'
);

CREATE TABLE IF NOT EXISTS device (
  device_id serial PRIMARY KEY,
  site_id int NOT NULL REFERENCES site ON UPDATE CASCADE ON DELETE RESTRICT,
  kind_id smallint NOT NULL REFERENCES device_kind (kind_id),
  serial serial_number,
  installed daterange NOT NULL DEFAULT daterange(CURRENT_DATE, NULL),
  address inet,
  mac macaddr,
  last reading,
  upper_serial text GENERATED ALWAYS AS (upper(serial::text)) STORED,
  UNIQUE (kind_id, serial)
);

CREATE TABLE IF NOT EXISTS device_note (LIKE device INCLUDING DEFAULTS INCLUDING GENERATED);

CREATE TABLE IF NOT EXISTS calibration (
  device_id int NOT NULL REFERENCES device ON DELETE CASCADE,
  valid tstzrange NOT NULL,
  factor numeric(6, 4) NOT NULL DEFAULT 1.0,
  constant numeric DEFAULT 0 NOT NULL,
  EXCLUDE USING gist (valid WITH &&) WHERE (device_id = 1)
);

CREATE UNLOGGED TABLE IF NOT EXISTS inbox (
  batch bigint NOT NULL DEFAULT nextval('batch_id'),
  received timestamp without time zone NOT NULL DEFAULT timezone('utc', now()),
  payload json NOT NULL
) WITH (autovacuum_enabled = off);

COMMENT ON TABLE site IS 'Where devices stand';
COMMENT ON TABLE device_kind IS 'What devices there are';
COMMENT ON TABLE device IS 'One box';
COMMENT ON TABLE device_note IS NULL;
COMMENT ON TABLE calibration IS 'How to read its values';
COMMENT ON TABLE inbox IS 'Not yet taken apart';

ALTER TABLE site ADD COLUMN IF NOT EXISTS closed date;
ALTER TABLE ONLY site ALTER COLUMN opened SET DEFAULT CURRENT_DATE;
ALTER TABLE IF EXISTS ONLY device ADD COLUMN IF NOT EXISTS firmware varchar(30) COLLATE "C" DEFAULT 'none' NOT NULL;
ALTER TABLE device ALTER COLUMN installed SET NOT NULL, ALTER COLUMN mac DROP NOT NULL;
ALTER TABLE device ALTER COLUMN firmware TYPE varchar(30);
ALTER TABLE device_note ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE inbox ALTER payload SET STORAGE EXTERNAL;
ALTER TABLE device CLUSTER ON device_pkey;
ALTER TABLE calibration REPLICA IDENTITY FULL;
ALTER SEQUENCE IF EXISTS device_device_id_seq OWNED BY device.device_id;
ALTER TABLE calibration DROP CONSTRAINT IF EXISTS calibration_factor;
ALTER TABLE calibration ADD CONSTRAINT calibration_factor CHECK (factor > 0 AND factor < 10);
ALTER TABLE calibration VALIDATE CONSTRAINT calibration_factor;
ALTER TABLE device DROP CONSTRAINT IF EXISTS device_address_key, ADD CONSTRAINT device_address_key UNIQUE (address);
CREATE STATISTICS IF NOT EXISTS device_kind_of_site (dependencies, ndistinct) ON site_id, kind_id FROM device;
