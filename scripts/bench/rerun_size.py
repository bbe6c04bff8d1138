"""All that `bench-rerun` measures with one size of the schema."""

import contextlib
import sys

import generated_schema
import rerun
import rerun_idle
import rerun_window
from load import Load
from tools import Pgsettle, PsqlEachFile, PsqlOneTransaction, Server

DATABASE = "bench"
OURS = "pgsettle apply"
MORE_IDLE_TURNS = 3  # they are short
HOLDER_SECONDS = 5


def say(text):
    print(text, file=sys.stderr, flush=True)


class RerunSize:
    """Measured as soon as it is made; the public members are the results."""

    def __init__(self, server, options, statements, with_writer):
        self._server = server
        self._options = options
        self.statements = statements
        self._ours = Pgsettle(options.program, OURS)
        self._psql = PsqlEachFile(server.binaries)
        self._tools = [self._psql, PsqlOneTransaction(server.binaries),
                       Pgsettle(options.program, f"{OURS} --every", ["--every"]), self._ours]
        directory = server.directory / f"schema_{statements}"
        directory.mkdir(mode=0o755)
        self._scripts = generated_schema.write(directory, statements)
        self._place = rerun.place(server, DATABASE, self._scripts)
        server.make_database(DATABASE)
        with contextlib.ExitStack() as stack:
            stack.callback(server.drop_database, DATABASE)
            self._settle()
            self._measure_idle()
            self._measure_windows(with_writer)

    def _settle(self):
        """The schema as the scripts want it, and no dead rows of earlier re-runs."""
        Server().apply(self._place)
        self._server.execute("VACUUM", DATABASE)

    def _measure_idle(self):
        options, server = self._options, self._server
        say(f"{self.statements:,} statements, no load")
        self.costs = rerun_idle.costs(
            server, [Server(), *self._tools], self._place, options.repeat + MORE_IDLE_TURNS)
        self.distant = rerun_idle.at_a_distance(
            server, [self._psql, self._ours], DATABASE, self._scripts, self.statements,
            options.rtt, options.repeat)
        self.round_trips = rerun_idle.round_trips(
            server, self._ours, DATABASE, self._scripts, options.rtt)
        self.beside_holder = {
            OURS: rerun_idle.beside_holder(
                server, self._ours, self._place, HOLDER_SECONDS, options.repeat),
            f"psql -f, lock_timeout {rerun_idle.LOCK_TIMEOUT_SECONDS} s": rerun_idle.beside_holder(
                server, self._psql, rerun_idle.impatient(server, DATABASE, self._scripts),
                HOLDER_SECONDS, 1),
        }

    def _measure_windows(self, with_writer):
        application = Load(self._server, DATABASE, self.statements, self._server.directory)
        self.windows = {}
        for session, mode in rerun_window.SESSIONS.items():
            if mode == "ROW EXCLUSIVE" and not with_writer:
                continue
            for turn in range(self._options.repeat):
                for tool in [None, *self._tools]:
                    if turn == 0 or tool in (None, self._ours):
                        self._measure_window(application, session, mode, tool)

    def _measure_window(self, application, session, mode, tool):
        name = tool.name if tool else rerun_window.NOTHING
        say(f"{self.statements:,} statements, beside {session}: {name}")
        self._settle()
        window = rerun_window.measure(
            self._server, self._place, tool, application, mode, self._options.seconds)
        for failure in window.reruns.failures[:1]:
            say(f"  failed: {rerun.in_a_line(failure)}")
        self.windows.setdefault((session, name), rerun_window.Windows()).add(window)
