"""Writes the benchmark's schema: eight numbered scripts in the style that is re-run at each deploy.

The schema grows in units of 50 statements. A unit is eight tables of one tenant database in
miniature, with what hangs on them; each of its parts goes to the script of its kind.
"""

UNIT = 50

# Each table refers to the one before it.
TABLES = ["tenants", "agents", "prompts", "runs", "messages", "tools", "calls", "costs"]


def tables(unit):
    for index, name in enumerate(TABLES):
        parent = TABLES[index - 1]
        reference = (
            f"    parent_id uuid REFERENCES {parent}_{unit:04d} (id) ON DELETE CASCADE,\n"
            if index
            else "    host text NOT NULL UNIQUE,\n"
        )
        yield f"""CREATE TABLE IF NOT EXISTS {name}_{unit:04d} (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
{reference}    name text NOT NULL,
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'deleted')),
    settings jsonb NOT NULL DEFAULT '{{}}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
"""


def columns(unit):
    for name in TABLES[:5]:
        yield f"ALTER TABLE {name}_{unit:04d} ADD COLUMN IF NOT EXISTS priority integer DEFAULT 0;\n"


def indexes(unit):
    for name in TABLES:
        table = f"{name}_{unit:04d}"
        yield f"CREATE INDEX IF NOT EXISTS idx_{table}_created_at ON {table} (created_at DESC);\n"
    for name in TABLES[:2]:
        table = f"{name}_{unit:04d}"
        yield (
            f"CREATE INDEX IF NOT EXISTS idx_{table}_active ON {table} (name)\n"
            f"    WHERE status = 'active';\n"
        )


def functions(unit):
    yield f"""CREATE OR REPLACE FUNCTION touch_{unit:04d}() RETURNS trigger AS $$
BEGIN
    NEW.updated_at = now();
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
"""
    for name in TABLES[1:4]:
        table = f"{name}_{unit:04d}"
        yield f"""CREATE OR REPLACE FUNCTION count_{table}(wanted text DEFAULT 'active')
RETURNS bigint AS $$
DECLARE
    found_rows bigint;
BEGIN
    SELECT count(*) INTO found_rows FROM {table} WHERE status = wanted;
    IF found_rows = 0 THEN
        RAISE DEBUG 'nothing is % in {table}', wanted;
    END IF;
    RETURN found_rows;
END;
$$ LANGUAGE plpgsql STABLE;
"""


def triggers(unit):
    for name in TABLES[:5]:
        table = f"{name}_{unit:04d}"
        yield f"DROP TRIGGER IF EXISTS touch_{table} ON {table};\n"
        yield (
            f"CREATE TRIGGER touch_{table} BEFORE UPDATE ON {table}\n"
            f"    FOR EACH ROW EXECUTE FUNCTION touch_{unit:04d}();\n"
        )


def views(unit):
    for child, parent in [("agents", "tenants"), ("runs", "prompts"), ("costs", "calls")]:
        yield f"""CREATE OR REPLACE VIEW active_{child}_{unit:04d} AS
SELECT c.id, c.name, c.created_at, p.name AS {parent}_name
FROM {child}_{unit:04d} c JOIN {parent}_{unit:04d} p ON p.id = c.parent_id
WHERE c.status = 'active';
"""


def comments(unit):
    for name in TABLES[:5]:
        yield f"COMMENT ON TABLE {name}_{unit:04d} IS 'the {name} of unit {unit}';\n"
    yield f"COMMENT ON COLUMN agents_{unit:04d}.settings IS 'free-form; nothing reads it in SQL';\n"
    yield f"COMMENT ON FUNCTION touch_{unit:04d}() IS 'keeps updated_at';\n"


def grants(unit):
    for name in TABLES[:3]:
        yield f"GRANT SELECT, INSERT ON {name}_{unit:04d} TO bench_application;\n"


SCRIPTS = [tables, columns, indexes, functions, triggers, views, comments, grants]

# The schema's scripts assume these roles; they belong to the server, not to a database.
ROLES = "CREATE ROLE bench_application;"


def write(directory, statements):
    """Writes `statements` statements, a multiple of UNIT, into `directory`; returns the paths."""
    paths = []
    for number, part in enumerate(SCRIPTS):
        path = directory / f"{number}_{part.__name__}.sql"
        with path.open("w", encoding="utf-8") as script:
            for unit in range(1, statements // UNIT + 1):
                script.writelines(part(unit))
        paths.append(path)
    return paths
