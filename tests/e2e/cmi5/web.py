"""HTTP as the LMS speaks it: to a browser that has the AU from elsewhere (CORS), and to the scenario that plays it."""

import contextlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cmi5.requirements import Request

ALLOWED = "Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version"
EXPOSED = "ETag, X-Experience-API-Version, X-Experience-API-Consistent-Through"


@dataclass
class Answer:
    """What the store answers."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def as_json(value: Any) -> Answer:
    return Answer(200, json.dumps(value).encode(), {"Content-Type": "application/json"})


class Handler(BaseHTTPRequestHandler):
    """HTTP, and what browsers ask of another origin."""

    protocol_version = "HTTP/1.1"
    server: Any  # the store

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the page that asked is closed
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""

    def do_OPTIONS(self) -> None:
        """What a browser may send (Fetch, CORS preflight)."""
        self._send(Answer(204, headers={"Access-Control-Allow-Methods": "GET, PUT, POST, DELETE", "Access-Control-Allow-Headers": ALLOWED}))

    def do_PUT(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urlsplit(self.path)
        parameters = dict(parse_qsl(url.query))
        with self.server.lock:
            if url.path.startswith("/control/"):
                self._send(as_json(self.server.control(url.path.removeprefix("/control/"), json.loads(body))))
                return
            if url.path == "/home":
                self._send(Answer(200, b"<!doctype html><title>The LMS</title><link rel=icon href=data:,>", {"Content-Type": "text/html"}))
                return
            if url.path == "/fetch":
                session = self.server.sessions[int(parameters["session"])]
                session.requests.append(Request(self.command, "fetch", {}, False, 200))
                self._send(self.server.fetch(session) if self.command == "POST" else Answer(405))
                return
            authorization = self.headers.get("Authorization", "")
            found = [session for session in self.server.sessions if authorization == f"Basic {session.token}" and session.used]
            if not found:
                self._send(Answer(401, b"no token of ours"))
                return
            request = Request(self.command, url.path.removeprefix("/xapi/"), parameters, True)
            found[0].requests.append(request)
            answer = self.server.answer(found[0], request, {name.lower(): value for name, value in self.headers.items()}, body)
            request.status = answer.status
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if self.server.faults.hides_tags:
            answer.headers.pop("ETag", None)
        now = datetime.now(UTC).isoformat()
        for name, value in {
            "Access-Control-Allow-Origin": self.headers.get("Origin", "*"),
            "Access-Control-Expose-Headers": EXPOSED,
            "X-Experience-API-Version": "1.0.3",
            "X-Experience-API-Consistent-Through": now,
            "Content-Length": str(len(answer.body)),
            **answer.headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
