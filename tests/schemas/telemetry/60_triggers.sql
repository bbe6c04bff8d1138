SET search_path TO telemetry, public;

BEGIN;
DROP TRIGGER IF EXISTS inbox_taken_apart ON inbox;
CREATE TRIGGER inbox_taken_apart AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION take_apart();
DROP TRIGGER IF EXISTS device_kind_fixed ON device_kind;
CREATE TRIGGER device_kind_fixed BEFORE UPDATE OF kind_id, name OR DELETE ON device_kind
  FOR EACH STATEMENT EXECUTE FUNCTION no_update();
DROP TRIGGER IF EXISTS alarm_no_truncate ON alarm;
CREATE TRIGGER alarm_no_truncate BEFORE TRUNCATE ON alarm EXECUTE FUNCTION no_update();
DROP TRIGGER IF EXISTS event_no_truncate ON event;
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event EXECUTE FUNCTION no_update();
DROP TRIGGER IF EXISTS calibration_no_truncate ON calibration;
CREATE TRIGGER calibration_no_truncate BEFORE TRUNCATE ON calibration EXECUTE FUNCTION no_update();
DROP TRIGGER IF EXISTS site_no_truncate ON site;
CREATE TRIGGER site_no_truncate BEFORE TRUNCATE ON site EXECUTE FUNCTION no_update();
ALTER TABLE calibration DISABLE TRIGGER calibration_no_truncate;
ALTER TABLE site ENABLE ALWAYS TRIGGER site_no_truncate;
CREATE OR REPLACE TRIGGER measurement_fixed BEFORE UPDATE ON measurement
  FOR EACH ROW WHEN (OLD.device_id <> NEW.device_id) EXECUTE FUNCTION no_update();
COMMIT;
