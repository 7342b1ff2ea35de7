"""Fetching: what is fetched, and all that is not."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from time import sleep

import pytest

from cedu.credentials import web
from cedu.credentials.web import FetchError, fetch
from unit.credentials.served import reply, server


def answer(request: BaseHTTPRequestHandler) -> None:
    """A server with one page of each sort."""
    match request.path.split("/"):
        case ["", "here"]:
            reply(request, b"content")
        case ["", "query?a=1"]:
            reply(request, b"queried")
        case ["", "moved"]:
            reply(request, b"", 302, Location="/here")
        case ["", "round"]:
            reply(request, b"", 302, Location="/round")
        case ["", "elsewhere"]:
            reply(request, b"", 301, Location="https://example.com/")
        case ["", "plain"]:
            reply(request, b"", 301, Location="http://localhost/here")
        case ["", "port"]:
            reply(request, b"", 301, Location="https://localhost:1/here")
        case ["", "long"]:
            reply(request, bytes(1_001))
        case ["", "empty"]:
            reply(request, b"")
        case ["", "short"]:
            reply(request, b"abc", Content_Length="10")
        case ["", "compressed"]:
            reply(request, b"abc", Content_Encoding="gzip")
        case ["", "dripping"]:
            request.send_response(200)
            request.end_headers()
            for _ in range(100):
                request.wfile.write(b"x")
                sleep(0.05)
        case ["", "nonsense"]:
            request.wfile.write(b"nonsense\r\n\r\n")
        case _:
            reply(request, b"no", 404)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with server(tmp_path, answer) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.crt"))
        yield f"https://localhost:{port}"


@pytest.mark.parametrize(("path", "content"), [("/here", b"content"), ("/query?a=1", b"queried"), ("/moved", b"content")])
def test_what_lies_there_is_fetched(site: str, path: str, content: bytes) -> None:
    assert fetch(site + path) == content


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/missing", "the server answers 404"),
        ("/round", "leads on more than 3 times"),
        ("/elsewhere", "leads to another host, example.com"),
        ("/plain", "is no https address"),
        ("/port", "leads to another host"),
        ("/long", "more than the 1,000 bytes"),
        ("/empty", "is empty"),
        ("/short", "IncompleteRead|cut short"),
        ("/compressed", "compressed"),
        ("/dripping", "within 0.5 seconds"),
        ("/nonsense", "can't be fetched: nonsense"),
    ],
)
def test_what_a_server_may_not_do(site: str, path: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        fetch(site + path, most_bytes=1_000, seconds=0.5 if path == "/dripping" else 15)


def test_a_server_that_says_nothing_is_left(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(FetchError, match=r"within 0\.2 seconds"):
        fetch(f"https://localhost:{silent.getsockname()[1]}/", seconds=0.2)


def test_an_authority_that_nobody_trusts_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(FetchError, match="certificate is not trusted"):
        fetch(f"{site}/here")


def test_a_certificate_for_another_host_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server(tmp_path, answer, "elsewhere.example") as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "elsewhere.example.crt"))
        with pytest.raises(FetchError, match="certificate is not trusted"):
            fetch(f"https://localhost:{port}/here")


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.com/", "https://", "file:///etc/passwd", "https://exa mple.com/", "https://example.com:99999/", "nonsense"),
        *("https://[::1", "https://exämple.com/", "https://example.com/\n", "ftp://example.com/"),
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(FetchError, match="is no"):
        fetch(url)


def test_a_user_is_no_part_of_an_address() -> None:
    with pytest.raises(FetchError, match="names a user"):
        fetch("https://example.com@localhost:1/")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1:8443", "[::1]:8443", "10.1.2.3", "192.168.0.1", "169.254.169.254", "172.16.0.1", "100.64.0.1", "0.0.0.0"),
        *("[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "2130706433", "0x7f.1", "224.0.0.1", "localhost"),
    ],
)
def test_an_address_inside_a_network_is_refused(host: str) -> None:
    with pytest.raises(FetchError, match="is not public"):
        fetch(f"https://{host}/did.json")


def test_a_public_name_for_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name stands for is looked up once, and that very address is connected to."""
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    for addresses in (["10.0.0.1"], ["93.184.216.34", "127.0.0.1"]):
        monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_, found=addresses, **__: [(*entry, (each, 443)) for each in found])
        with pytest.raises(FetchError, match=r"is not public: learn\.example\.org is"):
            fetch("https://learn.example.org/did.json")


def test_localhost_that_is_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 8443))
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_, **__: [entry])
    with pytest.raises(FetchError, match="is not public"):
        fetch("https://localhost:8443/")


def test_no_such_host_and_nobody_there() -> None:
    with pytest.raises(FetchError, match=r"there is no host nowhere\.invalid"):
        fetch("https://nowhere.invalid/did.json")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(FetchError, match="refused"):
        fetch(f"https://localhost:{port}/")
