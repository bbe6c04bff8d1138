"""What is compared: each tool applies the same scripts, in order, to one database."""

import dataclasses
import os
import pathlib
import subprocess
import tempfile
import time

from wire import Connection, ServerError


@dataclasses.dataclass(frozen=True)
class Place:
    """A database at some distance, and the scripts to apply to it."""

    url: str
    socket_path: str
    database: str
    scripts: list


@dataclasses.dataclass(frozen=True)
class Run:
    milliseconds: float
    peak_kilobytes: int = 0


class ToolFailed(Exception):
    pass


def run_program(command):
    """Runs it with an environment that names no other database; fails unless it exits 0.

    Linux counts what the parent held when it started the program towards the program's peak, so the
    peak is never less than this process's own, which is why nothing here keeps much in memory.
    """
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent"}
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        milliseconds = (time.perf_counter() - began) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            said = output.read().decode(errors="replace").strip().splitlines()
            raise ToolFailed("\n".join([f"exit {process.returncode}", *said[-12:]]))
    return Run(milliseconds, usage.ru_maxrss)


class Server:
    """The floor: each file as one simple query over one connection, nothing around it."""

    name = "server"
    sends_a_statement_at_a_time = False
    only_local = True

    def apply(self, place):
        began = time.perf_counter()
        try:
            with Connection(place.socket_path, place.database) as connection:
                for script in place.scripts:
                    connection.execute(script.read_bytes())
        except ServerError as error:
            raise ToolFailed(str(error)) from error
        return Run((time.perf_counter() - began) * 1000)


class PsqlEachFile:
    """The usual loop in a deploy script: one psql a file."""

    name = "psql -f"
    sends_a_statement_at_a_time = True
    only_local = False

    def __init__(self, binaries):
        self._psql = [binaries / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"]

    def apply(self, place):
        runs = [
            run_program([*self._psql, "-d", place.url, "-f", script]) for script in place.scripts
        ]
        return Run(
            sum(run.milliseconds for run in runs), max(run.peak_kilobytes for run in runs)
        )


class PsqlOneTransaction:
    """One psql, all files, one transaction."""

    name = "psql -1"
    sends_a_statement_at_a_time = True
    only_local = False

    def __init__(self, binaries):
        self._psql = [binaries / "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]

    def apply(self, place):
        files = [argument for script in place.scripts for argument in ("-f", script)]
        return run_program([*self._psql, "-d", place.url, *files])


class Pgsettle:
    sends_a_statement_at_a_time = False
    only_local = False

    def __init__(self, program, name="pgsettle", options=()):
        self._program = pathlib.Path(program).resolve()
        self._options = options
        self.name = name

    def apply(self, place):
        directory = place.scripts[0].parent
        return run_program(
            [self._program, "apply", *self._options, "-d", place.url, directory]
        )
