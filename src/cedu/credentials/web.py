"""Fetching what an issuer publishes: over https, small, soon, and never from inside the network that we run in."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address
from threading import Timer
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_BYTES = 2_000_000
SECONDS = 15.0
_REDIRECTS = 3
# Names that a machine has for itself; only where a DID names one with a port is it meant (a test, a preview).
_OWN = "localhost"


class FetchError(ValueError):
    """What could not be fetched; the message says why, in words that follow the address in a sentence."""


class _Place(NamedTuple):
    """Where to connect to, and which port; `address` has been checked."""

    host: str
    port: int
    address: str


def fetch(url: str, *, most_bytes: int = MOST_BYTES, seconds: float = SECONDS) -> bytes:
    """What lies at `url`. Redirects are followed on the same host only. Raises FetchError."""
    first = _split(url)
    for _ in range(_REDIRECTS + 1):
        parts = _split(url)
        if (parts.hostname, parts.port) != (first.hostname, first.port):
            raise FetchError(f"leads to another host, {parts.hostname}")
        answer = _get(_place(parts), parts, most_bytes, seconds)
        if isinstance(answer, bytes):
            return answer
        url = urljoin(url, answer)
    raise FetchError(f"leads on more than {_REDIRECTS} times")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise FetchError("is no address") from None
    if parts.scheme != "https" or not parts.hostname or not url.isascii() or not url.isprintable() or " " in url:
        raise FetchError("is no https address")
    if parts.username is not None or parts.password is not None:
        raise FetchError("names a user")
    return parts


def _place(parts: SplitResult) -> _Place:
    """The address of a host. All that its name stands for must be public; `localhost` with a port must be this machine."""
    host = parts.hostname or ""
    own = host == _OWN and parts.port is not None
    try:
        found = socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"can't be reached: there is no host {host}, or no network") from None
    addresses = [str(entry[4][0]) for entry in found]
    for text in addresses:
        address = ip_address(text.partition("%")[0])
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        if not (address.is_loopback if own else address.is_global and not address.is_multicast):
            raise FetchError(f"is not public: {host} is {text}, inside a network")
    return _Place(host, parts.port or 443, addresses[0])


def _get(place: _Place, parts: SplitResult, most_bytes: int, seconds: float) -> bytes | str:
    """What a server answers, or where it redirects to."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _connected(place, seconds) as connection:
            connection.request("GET", target, headers={"User-Agent": "cedu", "Accept": "*/*", "Accept-Encoding": "identity"})
            response = connection.getresponse()
            location = response.headers.get("Location")
            if response.status in (301, 302, 303, 307, 308) and location:
                return location
            if response.status != http.client.OK:
                raise FetchError(f"can't be fetched: the server answers {response.status}")
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise FetchError("comes compressed, though it was asked for as it is")
            content = response.read(most_bytes + 1)
            if response.length:  # the server broke off before it had sent all that it promised, or it is too long
                content = content if len(content) > most_bytes else b""
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"can't be fetched: the server's certificate is not trusted ({error.verify_message})") from None
    except TimeoutError:
        raise FetchError(f"can't be fetched within {seconds:g} seconds") from None
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"can't be fetched: {str(error) or type(error).__name__}") from None
    if len(content) > most_bytes:
        raise FetchError(f"has more than the {most_bytes:,} bytes that are read")
    if not content:
        raise FetchError("is empty, or was cut short")
    return content


@contextmanager
def _connected(place: _Place, seconds: float) -> Iterator[http.client.HTTPConnection]:
    """A connection to the very address that was checked, which ends after `seconds` however slowly the server drips."""
    late = False
    plain = socket.create_connection((place.address, place.port), seconds)
    context = ssl.create_default_context()
    with context.wrap_socket(plain, server_hostname=place.host, do_handshake_on_connect=False) as secure:

        def stop() -> None:
            nonlocal late
            late = True
            # Of the socket below: that of TLS would wait for the peer, and change what the other thread is reading with.
            socket.socket.shutdown(secure, socket.SHUT_RDWR)

        timer = Timer(seconds, stop)
        timer.start()
        try:
            secure.do_handshake()
            connection = http.client.HTTPConnection(place.host, place.port if place.port != 443 else None)
            connection.sock = secure
            yield connection
            if late:  # what was read looks whole where the server gave no length
                raise TimeoutError
        except (OSError, http.client.HTTPException) as error:
            if late:
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
