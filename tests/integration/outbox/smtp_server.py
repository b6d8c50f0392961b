"""A small mail server that remembers what it took: enough of SMTP to be spoken to by smtplib."""

import re
import socketserver
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Mailroom:
    """What was accepted, and how to answer the next letters."""

    accepted: list[str] = field(default_factory=list)  # Message-IDs, in order
    bodies: list[bytes] = field(default_factory=list)
    rcpt_answer: str = "250 OK"
    data_answer: str = "250 OK"
    delay: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self._talk()
        except (ConnectionError, ValueError):
            return  # the other side was killed

    def _talk(self):
        room = self.server.room
        self._say("220 test")
        for line in self.rfile:
            verb = line.strip().upper()
            if verb.startswith((b"EHLO", b"HELO", b"MAIL", b"RSET", b"NOOP")):
                self._say("250 OK")
            elif verb.startswith(b"RCPT"):
                self._say(room.rcpt_answer)
            elif verb == b"DATA":
                self._say("354 go on")
                self._take(room)
            elif verb == b"QUIT":
                self._say("221 bye")
                return

    def _take(self, room):
        body = b""
        while not body.endswith(b"\r\n.\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            body += line
        time.sleep(room.delay)
        if room.data_answer.startswith("250"):
            with room.lock:
                room.accepted.append(re.search(rb"(?im)^Message-ID:\s*(\S+)", body)[1].decode())
                room.bodies.append(body)
        self._say(room.data_answer)

    def _say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64


class running:  # noqa: N801 (used as a context manager: with running() as (room, port))
    def __init__(self):
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.room = Mailroom()

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self.server.room, self.server.server_address[1]

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()
