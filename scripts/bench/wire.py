"""A minimal client of PostgreSQL's wire protocol: trust authentication and simple queries.

It is what `server` means in the benchmark: SQL goes out as it is in the file, as one message, and
nothing is done with what comes back but looking for an error and for the end.
`rows` is for looking on.
"""

import socket
import struct


class ServerError(Exception):
    pass


class Connection:
    def __init__(self, address, database, user="postgres"):
        """`address`: the path of a Unix socket, or (host, port)."""
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.connect(address)
        if family == socket.AF_INET:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = self._socket.makefile("rb", 1 << 16)
        self._send_startup(database, user)
        self._wait_until_ready()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.sendall(b"X" + struct.pack("!i", 4))
        self._received.close()
        self._socket.close()

    def execute(self, sql):
        """Runs `sql`, bytes with any number of statements, as one simple query."""
        self._send_query(sql)
        self._wait_until_ready()

    def rows(self, sql):
        """Runs `sql`, a text with one statement; returns its rows, tuples of text or None."""
        found = []
        self._send_query(sql.encode())
        self._wait_until_ready(found)
        return found

    def _send_query(self, sql):
        self._socket.sendall(b"Q" + struct.pack("!i", len(sql) + 5) + sql + b"\0")

    def _send_startup(self, database, user):
        parameters = f"user\0{user}\0database\0{database}\0\0".encode()
        self._socket.sendall(struct.pack("!ii", len(parameters) + 8, 196608) + parameters)

    def _wait_until_ready(self, rows=None):
        error = None
        while True:
            kind, body = self._next_message()
            if kind == b"D" and rows is not None:
                rows.append(_columns_of(body))
            if kind == b"E":
                error = _text_of(body)
            if kind == b"Z" or (error and error.startswith("FATAL")):
                break
        if error:
            raise ServerError(error)

    def _next_message(self):
        kind, length = struct.unpack("!ci", self._take(5))
        return kind, self._take(length - 4)

    def _take(self, count):
        data = self._received.read(count)
        if len(data) < count:
            raise ServerError("the server closed the connection")
        return data


def _columns_of(body):
    columns = []
    at = 2
    for _ in range(*struct.unpack_from("!h", body)):
        (length,) = struct.unpack_from("!i", body, at)
        at += 4
        columns.append(None if length < 0 else body[at : at + length].decode())
        at += max(length, 0)
    return tuple(columns)


def _text_of(body):
    fields = {field[:1]: field[1:].decode(errors="replace") for field in body.split(b"\0") if field}
    return f"{fields.get(b'V', 'ERROR')}: {fields.get(b'M', '')} ({fields.get(b'C', '')})"
