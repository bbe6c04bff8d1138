"""Sessions that keep locks on the schema's tables as a report, a dump or a batch job does."""

import threading

from wire import Connection, ServerError

HELD_SECONDS = 2.5
TABLES = (
    "SELECT relname FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)


class LongReader:
    """Holds `mode` on `tables`, idle in transaction; commits after a while and begins anew at once.

    It queues behind whoever waits for it, so a re-run gets on, a lock at a time.
    """

    def __init__(self, server, database, tables, mode, held_seconds=HELD_SECONDS):
        self._address = server.socket_path, database
        self._tables = tables
        self._mode = mode
        self._held_seconds = held_seconds
        self._stop = threading.Event()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self):
        self._thread.start()
        self._begun.wait()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _read(self):
        with Connection(*self._address) as connection:
            while not self._stop.is_set():
                try:
                    self._hold(connection)
                except ServerError:  # the victim of a deadlock
                    connection.execute(b"ROLLBACK")

    def _hold(self, connection):
        connection.execute(b"BEGIN")
        for table in self._tables:
            connection.execute(f"SELECT count(*) FROM {table}".encode())
            if self._mode != "ACCESS SHARE":
                connection.execute(f"LOCK TABLE {table} IN {self._mode} MODE".encode())
        self._begun.set()
        self._stop.wait(self._held_seconds)
        connection.execute(b"COMMIT")


class Holder:
    """Holds ACCESS SHARE and ROW EXCLUSIVE on every table until it is left."""

    def __init__(self, server, database):
        self._connection = Connection(server.socket_path, database)

    def __enter__(self):
        tables = ", ".join(name for (name,) in self._connection.rows(TABLES))
        self._connection.execute(b"BEGIN")
        for mode in ("ACCESS SHARE", "ROW EXCLUSIVE"):
            self._connection.execute(f"LOCK TABLE {tables} IN {mode} MODE".encode())
        return self

    def __exit__(self, *_):
        self._connection.__exit__()
