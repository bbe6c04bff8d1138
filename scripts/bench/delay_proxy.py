#!/usr/bin/env python3
"""A TCP proxy on 127.0.0.1 that makes a Unix socket as far away as a network would.

    delay_proxy.py SOCKET ROUND_TRIP_MILLISECONDS

Prints its port, then serves until it is killed. Every chunk is passed on half a round trip after it
came in, whatever is before or behind it: latency is added, bandwidth is not taken away. Opening the
connection itself (TCP's own handshake) costs no round trip here, unlike in a real network.
"""

import queue
import socket
import sys
import threading
import time

CHUNK = 1 << 16


def read_chunks(source, chunks, delay):
    """Puts (when it is due, what) on `chunks`; an empty chunk is the end."""
    data = b"-"
    while data:
        try:
            data = source.recv(CHUNK)
        except OSError:
            data = b""
        chunks.put((time.monotonic() + delay, data))


def write_chunks(chunks, sink):
    while True:
        due, data = chunks.get()
        # A thread's sleep is exact to some 0.1 ms; an event loop's timers to 1 ms only.
        time.sleep(max(0.0, due - time.monotonic()))
        try:
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return
            sink.sendall(data)
        except OSError:
            return


def join(source, sink, delay):
    chunks = queue.SimpleQueue()
    return [
        threading.Thread(target=read_chunks, args=(source, chunks, delay), daemon=True),
        threading.Thread(target=write_chunks, args=(chunks, sink), daemon=True),
    ]


def serve_connection(client, socket_path, delay):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with client, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.connect(socket_path)
        threads = join(client, server, delay) + join(server, client, delay)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def main(socket_path, round_trip):
    delay = float(round_trip) / 2000
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        while True:
            client, _ = listener.accept()
            threading.Thread(
                target=serve_connection, args=(client, socket_path, delay), daemon=True
            ).start()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        pass
