"""The application: pgbench with short transactions that read and write tables of the schema.

Transactions come at a fixed rate, and a latency counts from when its transaction was due: one that
holds up all clients is seen in all transactions that would have come, not in one a client.
"""

import math
import pathlib
import subprocess
import tempfile
import time

import generated_schema

CLIENTS = 8
PER_SECOND = 300
UNITS = 4  # of the schema; spread over it
ROWS = 1000
WARM_UP_SECONDS = 0.4
DRAIN_SECONDS = 0.5

KEY = "('00000000-0000-0000-0000-' || lpad(({})::text, 12, '0'))::uuid"
TRANSACTION = """\\set reader random(1, {rows})
\\set writer random(1, {rows})
BEGIN;
SELECT name, settings FROM tenants_{unit:04d} WHERE id = {reader};
UPDATE agents_{unit:04d} SET priority = priority + 1 WHERE id = {writer};
COMMIT;
"""
FILL = """
INSERT INTO tenants_{unit:04d} (id, host, name)
SELECT {key}, 'host' || n, 'tenant' || n FROM generate_series(1, {rows}) n;
INSERT INTO agents_{unit:04d} (id, parent_id, name)
SELECT {key}, {key}, 'agent' || n FROM generate_series(1, {rows}) n;
ANALYZE tenants_{unit:04d}, agents_{unit:04d};
"""


def units_of(statements):
    last = statements // generated_schema.UNIT
    return sorted({1 + part * (last - 1) // (UNITS - 1) for part in range(UNITS)})


def tables_of(units):
    return [f"{name}_{unit:04d}" for unit in units for name in ("tenants", "agents")]


class Load:
    """Of one database, which the schema was applied to. It fills the tables once."""

    def __init__(self, server, database, statements, directory):
        self._server = server
        self._url = server.url(database)
        self._directory = directory
        self.units = units_of(statements)
        self._scripts = []
        for unit in self.units:
            server.execute(FILL.format(unit=unit, rows=ROWS, key=KEY.format("n")), database)
            self._scripts.append(self._write_script(unit))

    def start(self, seconds):
        return RunningLoad(self._command(seconds))

    def _write_script(self, unit):
        path = self._directory / f"load_{unit:04d}.pgbench"
        keys = {name: KEY.format(f":{name}") for name in ("reader", "writer")}
        path.write_text(TRANSACTION.format(unit=unit, rows=ROWS, **keys))
        return path

    def _command(self, seconds):
        length = math.ceil(WARM_UP_SECONDS + seconds + DRAIN_SECONDS)
        command = [self._server.binaries / "pgbench", "--no-vacuum", "--random-seed=1"]
        command += [f"--client={CLIENTS}", f"--rate={PER_SECOND}", f"--time={length}", "--log"]
        command += [f"--file={script}" for script in self._scripts]
        return [*command, self._url]


class RunningLoad:
    """A context; warmed up when it is entered, at its end when it is left."""

    def __init__(self, command):
        self._command = command

    def __enter__(self):
        self._log = tempfile.TemporaryDirectory()
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            self._command,
            cwd=self._log.name,
            env={"LANG": "C.UTF-8", "HOME": "/nonexistent"},
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )
        time.sleep(WARM_UP_SECONDS)
        return self

    def __exit__(self, kind, *_):
        if kind:
            self._process.kill()
        status = self._process.wait()
        if status and not kind:
            self._errors.seek(0)
            raise SystemExit(f"bench-rerun: pgbench failed\n{self._errors.read().decode()[-1000:]}")
        with self._log as directory:
            self._transactions = list(read_log(directory)) if not kind else []

    def latencies(self, began, ended):
        """Milliseconds, sorted, of what was due between the two (time.time())."""
        return sorted(
            latency for due, latency in self._transactions if began <= due < ended and latency
        )

    def failed(self, began, ended):
        return sum(began <= due < ended and not latency for due, latency in self._transactions)


def read_log(directory):
    """(when it was due, milliseconds or None if it failed) of each transaction."""
    for path in pathlib.Path(directory).glob("pgbench_log.*"):
        for line in path.read_text().splitlines():
            _, _, took, _, second, microsecond, *_ = line.split()
            ended = int(second) + int(microsecond) / 1e6
            if took.isdigit():
                yield ended - int(took) / 1e6, int(took) / 1e3
            elif took != "skipped":
                yield ended, None


def percentile(latencies, percent):
    return latencies[min(len(latencies) - 1, len(latencies) * percent // 100)]
