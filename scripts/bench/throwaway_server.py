"""A PostgreSQL server of the benchmark's own, in a directory that is removed with it."""

import glob
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time

from wire import Connection

# No durability, as on any throwaway server, and nothing that wakes up by itself in mid-measurement.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
PORT = 5432
MEMORY_DIRECTORY = "/dev/shm"
MEMORY_NEEDED = 4 << 30


def data_directory():
    """A new relation is a new file; in memory its cost is the server's and not the disk's."""
    try:
        space = os.statvfs(MEMORY_DIRECTORY)
        has_room = space.f_bavail * space.f_frsize >= MEMORY_NEEDED
        if has_room and os.access(MEMORY_DIRECTORY, os.W_OK):
            return MEMORY_DIRECTORY
    except OSError:
        pass
    return tempfile.gettempdir()


def binary_directory():
    """The newest server's programs, past Debian's wrappers, which cost 20 ms a start."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if not found:
        raise SystemExit("bench-apply: no PostgreSQL server found; run scripts/setup")
    newest = max(found, key=lambda path: int(re.search(r"/(\d+)[^/]*/bin/", path).group(1)))
    return pathlib.Path(newest).parent


def server_user():
    """initdb and postgres refuse to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("bench-apply: as root there must be a user postgres or nobody")


class ThrowawayServer:
    def __init__(self, **settings):
        self.binaries = binary_directory()
        self.settings = {**SETTINGS, **settings}
        self._user = server_user()
        self._process = None

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp("", "pgsettle-bench-", data_directory()))
        try:
            self.directory.chmod(0o755)
            if self._user:
                os.chown(self.directory, self._user.pw_uid, self._user.pw_gid)
            self._initialise()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._process:
            self._process.send_signal(3)  # SIGQUIT: at once, without a checkpoint
            self._process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    @property
    def socket_path(self):
        return str(self.directory / f".s.PGSQL.{PORT}")

    def url(self, database, tcp_port=None):
        if tcp_port:
            return f"postgresql://postgres@127.0.0.1:{tcp_port}/{database}"
        return f"postgresql://postgres@/{database}?host={self.directory}&port={PORT}"

    def execute(self, sql, database="postgres"):
        with Connection(self.socket_path, database) as connection:
            connection.execute(sql.encode())

    def make_database(self, name):
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        # The first connection to a database writes its cache files: nobody's work to be measured.
        self.execute("SELECT 1", name)

    def drop_database(self, name):
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _initialise(self):
        command = [self.binaries / "initdb", "-D", self.directory / "data", "-U", "postgres"]
        command += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(command, **self._as_user(), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"bench-apply: initdb failed\n{done.stderr}")

    def _start(self):
        command = [self.binaries / "postgres", "-D", self.directory / "data", "-p", str(PORT)]
        command += ["-k", str(self.directory), "-c", "listen_addresses="]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        log = self.directory / "log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command, **self._as_user(), stdout=output, stderr=output, start_new_session=True
            )
        self._wait_until_it_answers(log)

    def _wait_until_it_answers(self, log):
        for _ in range(600):
            try:
                return self.execute("SELECT 1")
            except Exception:  # not there yet, or "starting up"
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
        raise SystemExit(f"bench-apply: the server did not start\n{log.read_text()}")

    def _as_user(self):
        if not self._user:
            return {"cwd": "/"}
        return {
            "cwd": "/",
            "user": self._user.pw_uid,
            "group": self._user.pw_gid,
            "extra_groups": [],
        }


class DelayProxy:
    """The server at a distance: connect to `port`."""

    def __init__(self, server, round_trip_milliseconds):
        self._command = [sys.executable, pathlib.Path(__file__).with_name("delay_proxy.py")]
        self._command += [server.socket_path, str(round_trip_milliseconds)]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def measured_round_trip(self, samples=5):
        """In milliseconds, the best of some, with a query that costs the server nothing."""
        times = []
        with Connection(("127.0.0.1", self.port), "postgres") as connection:
            for _ in range(samples):
                began = time.perf_counter()
                connection.execute(b"SELECT 1")
                times.append(time.perf_counter() - began)
        return min(times) * 1000
