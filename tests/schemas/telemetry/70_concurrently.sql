-- pgsettle: no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS event_eu_region ON telemetry.event_eu (region, (what ->> 'kind'));
CREATE INDEX CONCURRENTLY IF NOT EXISTS device_site ON telemetry.device (site_id) WHERE upper_inf(installed);
DROP INDEX CONCURRENTLY IF EXISTS telemetry.device_old;
