"""A proxy that counts how often a client had to wait for the server's answer.

A chunk of the client's belongs to the round trip after the last one whose answer had reached it; an
answer belongs to the last round trip whose chunk had reached the server. Each way takes a while, so
that a client that does not wait has sent all it has before the first answer can reach it. Where its
sending takes longer than that the count is too high, never too low. What comes before the server's
first ReadyForQuery (start-up, authentication) and what is not answered (Terminate) do not count.
"""

import collections
import socket
import threading

import delay_proxy

READY_FOR_QUERY = b"Z\0\0\0\5"


class Conversation:
    """The counts of one connection."""

    def __init__(self):
        self.round_trips = 0  # whose answer has reached the client
        self._asked = 0  # whose question has reached the server
        self._ready = False
        self._questions = collections.deque()
        self._answers = collections.deque()

    def client_sent(self, _):
        self._questions.append(self.round_trips + 1 if self._ready else 0)

    def reached_server(self, _):
        self._asked = max(self._asked, self._questions.popleft())

    def server_sent(self, _):
        self._answers.append(self._asked)

    def reached_client(self, data):
        self.round_trips = max(self.round_trips, self._answers.popleft())
        self._ready = self._ready or READY_FOR_QUERY in data


class Tap:
    """A socket that tells what went through it."""

    def __init__(self, connection, received, sent):
        self._connection = connection
        self._received = received
        self._sent = sent

    def recv(self, size):
        data = self._connection.recv(size)
        if data:
            self._received(data)
        return data

    def sendall(self, data):
        self._sent(data)
        self._connection.sendall(data)

    def shutdown(self, how):
        self._connection.shutdown(how)


class CountingProxy:
    """A context; connect to `port` at 127.0.0.1, then read `conversations`."""

    def __init__(self, server, round_trip_milliseconds):
        self._socket_path = server.socket_path
        self._delay = round_trip_milliseconds / 2000
        self.conversations = []

    def __enter__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        conversation = Conversation()
        self.conversations.append(conversation)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with client, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
            server.connect(self._socket_path)
            left = Tap(client, conversation.client_sent, conversation.reached_client)
            right = Tap(server, conversation.server_sent, conversation.reached_server)
            threads = delay_proxy.join(left, right, self._delay)
            threads += delay_proxy.join(right, left, self._delay)
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
