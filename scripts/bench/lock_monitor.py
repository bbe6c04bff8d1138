"""Looks every few milliseconds which locks the re-running session holds or waits for.

What counts are locks above ACCESS SHARE on relations that others can see: the catalog's and the
schema's. What a session built for itself and did not commit is not in the monitor's catalog.
"""

import threading
import time

import rerun
from wire import Connection

EVERY_SECONDS = 0.004
REST = 10  # times as long as a look takes, so that looking costs little of a core
MODES = ["RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock",
         "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"]
NAMES = ["ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE",
         "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"]
FIRST_OF_USERS = 16384
LOOK = f"""
SELECT l.mode, c.oid >= {FIRST_OF_USERS}, bool_or(NOT l.granted)
FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_class c ON c.oid = l.relation
WHERE a.application_name = '{rerun.APPLICATION}' AND l.locktype = 'relation'
  AND l.mode <> 'AccessShareLock' AND c.relpersistence <> 't'
  AND (l.database = 0 OR l.database = a.datid)
GROUP BY 1, 2
"""


class LockMonitor:
    def __init__(self, server, database):
        self._connection = Connection(server.socket_path, database)
        self._seen = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self._connection.__exit__()

    def seen(self):
        """A set of (mode, is on the schema, was waited for)."""
        return self._seen

    def _watch(self):
        rest = 0.0
        while not self._stop.wait(max(EVERY_SECONDS, rest)):
            began = time.perf_counter()
            for mode, on_schema, waited in self._connection.rows(LOOK):
                self._seen.add((mode, on_schema == "t", waited == "t"))
            rest = REST * (time.perf_counter() - began)


def strongest(seen):
    """The strongest lock in words: on the schema if there is any, else on the catalog."""
    for on_schema, where in ((True, ""), (False, " on the catalog")):
        locks = [(MODES.index(mode), waited) for mode, schema, waited in seen
                 if schema == on_schema]
        if locks:
            mode, waited = max(locks)
            return NAMES[mode] + where + (", waited" if waited else "")
    return "none"
