"""Re-runs by one tool, under a name by which others can watch them and cut them short."""

import dataclasses
import threading
import time

from tools import Place, ToolFailed

APPLICATION = "rerun"
CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    f"WHERE application_name = '{APPLICATION}'"
)
CUT_AGAIN_AFTER_SECONDS = 0.05


def place(server, database, scripts, port=None, **parameters):
    """`parameters` are libpq's, with values as they stand in a URL."""
    url = server.url(database, port)
    for name, value in {"application_name": APPLICATION, **parameters}.items():
        url += f"{'&' if '?' in url else '?'}{name}={value}"
    return Place(url, server.socket_path, database, scripts)


def in_a_line(failure):
    """How it ended, and the first error that it names."""
    end, *said = failure.splitlines()
    errors = [line for line in said if "error" in line.lower() and "0 failed" not in line]
    return ": ".join([end, *(errors or said[-1:])[:1]])


@dataclasses.dataclass
class Reruns:
    milliseconds: list  # of those that came to their end
    failures: list  # what those said that failed by themselves
    cut: bool = False  # the last one was still at it when its time was over


def run_until(server, tool, where, deadline, times=None):
    """Re-runs over and over until `deadline` (time.time()) or `times` times."""
    reruns = Reruns([], [])
    over = threading.Event()
    thread = threading.Thread(target=_repeat, args=(tool, where, over, times, reruns), daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.time()))
    over.set()
    while thread.is_alive():
        server.execute(CUT)
        thread.join(CUT_AGAIN_AFTER_SECONDS)
    return reruns


def _repeat(tool, where, over, times, reruns):
    while not over.is_set() and times != len(reruns.milliseconds) + len(reruns.failures):
        try:
            reruns.milliseconds.append(tool.apply(where).milliseconds)
        except ToolFailed as failure:
            if over.is_set():
                reruns.cut = True
            else:
                reruns.failures.append(str(failure))
