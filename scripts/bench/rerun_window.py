"""Windows of time in which the application runs and a tool re-runs the scripts over and over."""

import contextlib
import dataclasses
import statistics
import time

import load
import rerun
from lock_monitor import LockMonitor
from other_sessions import HELD_SECONDS, LongReader

NOTHING = "nothing"
ALONE = "-"
SESSIONS = {ALONE: None, "reader": "ACCESS SHARE", "writer": "ROW EXCLUSIVE"}
HELD_UNITS = 2  # of those that the application uses


@dataclasses.dataclass(frozen=True)
class Window:
    latencies: list  # of the application, milliseconds, sorted
    failed: int  # transactions of the application
    reruns: rerun.Reruns
    locks: frozenset

    def percentile(self, percent):
        return load.percentile(self.latencies, percent)


class Windows:
    """All windows in which the same tool re-ran beside the same other session."""

    def __init__(self):
        self._all = []

    def add(self, window):
        self._all.append(window)

    def percentile(self, percent):
        return statistics.median(window.percentile(percent) for window in self._all)

    @property
    def longest(self):
        return max(window.latencies[-1] for window in self._all)

    @property
    def failed(self):
        return sum(window.failed for window in self._all)

    @property
    def locks(self):
        return frozenset().union(*(window.locks for window in self._all))

    @property
    def milliseconds(self):
        """The median of one re-run, or None if none came to its end."""
        times = [time for window in self._all for time in window.reruns.milliseconds]
        return statistics.median(times) if times else None

    @property
    def finished(self):
        return sum(len(window.reruns.milliseconds) for window in self._all)

    @property
    def failures(self):
        return [failure for window in self._all for failure in window.reruns.failures]


def measure(server, where, tool, application, mode, seconds):
    """One window; `tool` is None for the baseline, `mode` for no other session."""
    with application.start(seconds) as running:
        with other_session(server, where, application, mode, seconds):
            with LockMonitor(server, where.database) as monitor:
                began = time.time()
                reruns = rerun.Reruns([], [])
                if tool:
                    reruns = rerun.run_until(server, tool, where, began + seconds)
                time.sleep(max(0.0, began + seconds - time.time()))
                ended = time.time()
    latencies = running.latencies(began, ended)
    if not latencies:
        raise SystemExit("bench-rerun: no transaction of pgbench came to its end")
    return Window(latencies, running.failed(began, ended), reruns, frozenset(monitor.seen()))


def other_session(server, where, application, mode, seconds):
    if not mode:
        return contextlib.nullcontext()
    tables = load.tables_of(application.units[:HELD_UNITS])
    held = min(HELD_SECONDS, seconds / 2)
    return LongReader(server, where.database, tables, mode, held)
