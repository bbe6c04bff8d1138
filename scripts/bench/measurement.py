"""Runs every tool at every size and distance, interleaved, and keeps all that was measured."""

import contextlib
import dataclasses
import itertools
import statistics
import subprocess
import sys

import generated_schema
from throwaway_server import DelayProxy
from tools import Place, ToolFailed

RUNS = ("first", "again")
# A tool that sends a statement at a time waits for the network and nothing else, so few repetitions
# tell as much as many. By the seconds that it is bound to wait in one run:
FEW_FROM_SECONDS = 3
TOO_LONG_FROM_SECONDS = 30
FEW = 2


@dataclasses.dataclass(frozen=True)
class Cell:
    statements: int
    round_trip: int
    run: str
    tool: str


class Results:
    def __init__(self):
        self._runs = {}
        self.disagreements = []

    def add(self, cell, run):
        self._runs.setdefault(cell, []).append(run)

    def count(self, cell):
        return len(self._runs.get(cell, []))

    def milliseconds(self, *cell):
        """The median, or None if nothing was measured."""
        runs = self._runs.get(Cell(*cell))
        return statistics.median(run.milliseconds for run in runs) if runs else None

    def peak_kilobytes(self, statements, tool):
        return max(
            (
                run.peak_kilobytes
                for cell, runs in self._runs.items()
                if (cell.statements, cell.tool) == (statements, tool)
                for run in runs
            ),
            default=0,
        )


def repetitions_of(tool, statements, round_trip, options):
    if tool.only_local and round_trip:
        return 0
    seconds = statements * round_trip / 1000 if tool.sends_a_statement_at_a_time else 0
    if seconds >= TOO_LONG_FROM_SECONDS:
        return 1 if options.slow else 0
    if seconds >= FEW_FROM_SECONDS:
        return min(FEW, options.repeat)
    return options.repeat


def say(text):
    print(text, file=sys.stderr, flush=True)


class Measurement:
    def __init__(self, server, tools, options):
        self._server = server
        self._tools = tools
        self._options = options
        self.results = Results()

    def run(self):
        for statements in self._options.statements:
            directory = self._server.directory / f"schema_{statements}"
            directory.mkdir(mode=0o755)
            scripts = generated_schema.write(directory, statements)
            self._check_that_all_agree(statements, scripts)
            for round_trip in self._options.rtt:
                self._measure_at(statements, round_trip, scripts)
        return self.results

    def _measure_at(self, statements, round_trip, scripts):
        with self._distance(round_trip) as port:
            for repetition in range(self._options.repeat):
                say(f"{statements} statements, {round_trip} ms: {repetition + 1} of "
                    f"{self._options.repeat}")
                for tool in self._in_turn(repetition):
                    if repetition < repetitions_of(tool, statements, round_trip, self._options):
                        self._measure_tool(tool, statements, round_trip, scripts, port)

    def _in_turn(self, repetition):
        """Another one begins each time, so that none always follows the same one."""
        first = repetition % len(self._tools)
        return self._tools[first:] + self._tools[:first]

    def _measure_tool(self, tool, statements, round_trip, scripts, port):
        with self._fresh_database(scripts, port) as place:
            for run in RUNS:
                cell = Cell(statements, round_trip, run, tool.name)
                self.results.add(cell, apply(tool, place, cell))

    def _check_that_all_agree(self, statements, scripts):
        """Every tool, applying twice, must leave the database that the first tool leaves."""
        expected = self._server.directory / f"expected_{statements}.sql"
        found = self._server.directory / f"found_{statements}.sql"
        for tool in self._tools:
            with self._fresh_database(scripts) as place:
                for run in RUNS:
                    apply(tool, place, Cell(statements, 0, run, tool.name))
                self._dump(place.database, found if expected.exists() else expected)
            difference = found.exists() and first_difference(found, expected)
            if difference:
                self.results.disagreements.append(
                    f"{statements} statements: the pg_dump after {tool.name} differs from that "
                    f"after {self._tools[0].name}, {difference}"
                )

    def _dump(self, database, path):
        command = [self._server.binaries / "pg_dump", "-d", self._server.url(database), "-f", path]
        subprocess.run(command, check=True)

    @contextlib.contextmanager
    def _distance(self, round_trip):
        if not round_trip:
            yield None
            return
        with DelayProxy(self._server, round_trip) as proxy:
            say(f"asked for a round trip of {round_trip} ms, "
                f"measured {proxy.measured_round_trip():.2f} ms")
            yield proxy.port

    @contextlib.contextmanager
    def _fresh_database(self, scripts, port=None):
        name = "bench"
        self._server.make_database(name)
        try:
            yield Place(self._server.url(name, port), self._server.socket_path, name, scripts)
        finally:
            self._server.drop_database(name)


def apply(tool, place, cell):
    try:
        return tool.apply(place)
    except ToolFailed as failure:
        raise SystemExit(
            f"bench-apply: {tool.name} failed, {cell.statements} statements, "
            f"{cell.round_trip} ms, {cell.run}: {failure}"
        ) from failure


def first_difference(found, expected):
    """Where two dumps differ, or None."""
    with found.open() as left_lines, expected.open() as right_lines:
        pairs = itertools.zip_longest(left_lines, right_lines)
        for number, (left, right) in enumerate(pairs, 1):
            if left != right and not carries_random_word(left):
                return f"line {number}: {left!r} instead of {right!r}"
    return None


def carries_random_word(line):
    return line is not None and line.startswith(("\\restrict ", "\\unrestrict "))
