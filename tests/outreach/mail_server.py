"""A small mail server for tests: speaks SMTP over a real socket, takes messages, refuses some, breaks off once."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """Takes messages; ``unknown`` addresses are refused, ``breaks`` messages are not answered but hung up on."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.taken: list[bytes] = []
        self.unknown: set[str] = set()
        self.breaks = 0


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 mail.example")
        while line := self.rfile.readline():
            word = line.decode().strip()
            verb = word[:4].upper()
            if verb == "QUIT":
                return self.say("221 bye")
            if verb == "RCPT" and any(address in word for address in self.server.unknown):
                self.say("550 5.1.1 no such user")
            elif verb == "DATA":
                self.say("354 go on")
                message = b"".join(iter(self.rfile.readline, b".\r\n"))
                if self.server.breaks:
                    self.server.breaks -= 1
                    return None
                self.server.taken.append(message)
                self.say("250 taken")
            else:
                self.say("250 ok")
        return None


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running server."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
