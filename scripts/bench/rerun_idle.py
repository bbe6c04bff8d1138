"""What a re-run costs on a server that does nothing else, and beside a session that holds locks."""

import dataclasses
import statistics
import time

import rerun
from counting_proxy import CountingProxy
from other_sessions import Holder
from throwaway_server import DelayProxy
from wire import Connection

COUNTERS = "SELECT pg_snapshot_xmax(pg_current_snapshot()), pg_current_wal_insert_lsn() - '0/0'"
LONG_SECONDS = 60  # no re-run should take longer
LOCK_TIMEOUT_SECONDS = 2
TOO_LONG_FROM_SECONDS = 30  # that a tool must wait for the network


@dataclasses.dataclass(frozen=True)
class Cost:
    """Medians of one re-run."""

    milliseconds: float
    transaction_ids: int
    wal_bytes: int


@dataclasses.dataclass(frozen=True)
class BesideHolder:
    free: float  # milliseconds, the same re-run without the holder, in turn with it
    held: float  # None if it did not finish
    said: str


def one_run(server, tool, where):
    """Milliseconds; the end of everything if it fails."""
    reruns = rerun.run_until(server, tool, where, time.time() + LONG_SECONDS, times=1)
    if not reruns.milliseconds:
        what = reruns.failures[0] if reruns.failures else f"not done after {LONG_SECONDS} s"
        raise SystemExit(f"bench-rerun: {tool.name} failed: {what}")
    return reruns.milliseconds[0]


def costs(server, tools, where, repeat):
    """{tool's name: Cost}; the tools take turns."""
    found = {tool.name: [] for tool in tools}
    with Connection(server.socket_path, where.database) as connection:
        for turn in range(repeat):
            first = turn % len(tools)
            for tool in tools[first:] + tools[:first]:
                found[tool.name].append(cost_of_one(server, tool, where, connection))
    return {
        name: Cost(*(statistics.median(column) for column in zip(*runs)))
        for name, runs in found.items()
    }


def cost_of_one(server, tool, where, connection):
    before = counters(connection)
    milliseconds = one_run(server, tool, where)
    after = counters(connection)
    return milliseconds, after[0] - before[0], after[1] - before[1]


def counters(connection):
    return [int(value) for value in connection.rows(COUNTERS)[0]]


def at_a_distance(server, tools, database, scripts, statements, round_trip, repeat):
    """{tool's name: milliseconds}, without those that would wait for the network for too long."""
    found = {}
    with DelayProxy(server, round_trip) as proxy:
        where = rerun.place(server, database, scripts, proxy.port)
        for tool in tools:
            slow = tool.sends_a_statement_at_a_time
            if slow and statements * round_trip / 1000 >= TOO_LONG_FROM_SECONDS:
                continue
            times = [one_run(server, tool, where) for _ in range(1 if slow else repeat)]
            found[tool.name] = statistics.median(times)
    return found


def round_trips(server, tool, database, scripts, round_trip):
    """(round trips after start-up, connections) of one re-run."""
    with CountingProxy(server, round_trip) as proxy:
        one_run(server, tool, rerun.place(server, database, scripts, proxy.port))
        conversations = proxy.conversations
    return sum(each.round_trips for each in conversations), len(conversations)


def beside_holder(server, tool, where, seconds, repeat):
    free, held = [], []
    for _ in range(repeat):
        free.append(one_run(server, tool, where))
        with Holder(server, where.database):
            reruns = rerun.run_until(server, tool, where, time.time() + seconds, times=1)
        held += reruns.milliseconds
        if not reruns.milliseconds:
            said = f"not done after {seconds:g} s"
            if reruns.failures:
                said = rerun.in_a_line(reruns.failures[0])
            return BesideHolder(statistics.median(free), None, said)
    return BesideHolder(statistics.median(free), statistics.median(held), "")


def impatient(server, database, scripts):
    """A place where whoever waits for a lock fails soon."""
    return rerun.place(
        server, database, scripts, options=f"-clock_timeout%3D{LOCK_TIMEOUT_SECONDS}s"
    )
