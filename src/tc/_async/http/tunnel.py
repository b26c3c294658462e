"""Opening connections: straight to the host, or through a proxy."""

from __future__ import annotations

import base64
import ipaddress
from typing import TYPE_CHECKING

import httpcore

from tc._async.http.connection import Connection
from tc._http.stream import async_connect
from tc._http.tls import shared_ssl_context
from tc._redact.values import HiddenBytes

if TYPE_CHECKING:
    import httpx

    from tc._http.stream import AsyncStream

# Answers of a SOCKS server, RFC 1928 section 6.
_SOCKS_REPLIES = {
    1: "general failure",
    2: "not allowed by its rules",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "time to live expired",
    7: "command not supported",
    8: "address type not supported",
}
_PROXY_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


async def open_connection(
    scheme: bytes, host: str, port: int, proxy: httpx.Proxy | None, timeout: float | None
) -> Connection:
    """Open a connection for requests to `scheme://host:port`.

    Parameters:
        timeout: seconds for connecting, and again for each further step until the connection is there.

    Raises:
        httpcore.ConnectError, httpcore.ConnectTimeout: the host or the proxy cannot be reached, or TLS fails.
        httpcore.ProxyError: the proxy refuses.
    """
    if proxy is None:
        stream = await async_connect(host, port, timeout)
        if scheme == b"https":
            stream = await stream.start_tls(shared_ssl_context(), host, timeout)
        return Connection(stream)

    stream = await async_connect(proxy.url.host, proxy.url.port or _PROXY_PORTS[proxy.url.scheme], timeout)
    if proxy.url.scheme == "https":
        stream = await stream.start_tls(shared_ssl_context(), proxy.url.host, timeout)
    try:
        name = f"[{host}]".encode() if ":" in host else host.encode()
        authority = b"%b:%d" % (name, port)
        if proxy.url.scheme.startswith("socks5"):
            await _ask_socks_proxy(stream, host, port, proxy, timeout)
        elif scheme == b"http":
            prefix = b"http://" + (name if port == 80 else authority)
            return Connection(stream, forward_to=prefix, proxy_headers=_proxy_headers(proxy))
        else:
            await _ask_http_proxy(stream, authority, proxy, timeout)
    except BaseException:
        stream.discard()
        raise
    if scheme == b"https":
        stream = await stream.start_tls(shared_ssl_context(), host, timeout)
    return Connection(stream)


def _proxy_headers(proxy: httpx.Proxy) -> tuple[tuple[bytes, bytes], ...]:
    if proxy.raw_auth is None:
        return ()
    return ((b"Proxy-Authorization", b"Basic " + base64.b64encode(b":".join(proxy.raw_auth))),)


async def _ask_http_proxy(
    stream: AsyncStream, authority: bytes, proxy: httpx.Proxy, timeout: float | None
) -> None:
    """Have an HTTP proxy connect the stream to the host (RFC 9110 section 9.3.6)."""
    request = httpcore.Request(
        b"CONNECT",
        httpcore.URL(scheme=b"https", host=b"", target=authority),
        headers=[(b"Host", authority), (b"Accept", b"*/*"), *_proxy_headers(proxy)],
        extensions={"timeout": {"read": timeout, "write": timeout}},
    )
    head, _, _ = await Connection(stream).exchange(request)
    if not 200 <= head.status < 300:
        raise httpcore.ProxyError(f"{head.status} {head.reason.decode('ascii', 'replace')}")


async def _ask_socks_proxy(
    stream: AsyncStream, host: str, port: int, proxy: httpx.Proxy, timeout: float | None
) -> None:
    """Have a SOCKS5 proxy connect the stream to the host, whose name it looks up itself (RFC 1928, 1929)."""
    received = b""

    async def read(count: int) -> bytes:
        nonlocal received
        while len(received) < count:
            data = await stream.read(timeout)
            if not data:
                raise httpcore.ProxyError("the SOCKS proxy closed the connection")
            received += data
        answer, received = received[:count], received[count:]
        return answer

    method = 0 if proxy.raw_auth is None else 2
    await stream.write(bytes([5, 1, method]), timeout)
    if await read(2) != bytes([5, method]):
        raise httpcore.ProxyError("the SOCKS proxy does not take this way to log in")
    if proxy.raw_auth is not None:
        name, password = map(HiddenBytes, proxy.raw_auth)
        if not 0 < len(name) < 256 or not 0 < len(password) < 256:
            raise httpcore.ProxyError("user name and password of a SOCKS proxy have 1 to 255 bytes")
        login = HiddenBytes(bytes([1, len(name)]) + name + bytes([len(password)]) + password)
        await stream.write(login, timeout)
        if (await read(2))[1] != 0:
            raise httpcore.ProxyError("the SOCKS proxy refused user name and password")
    await stream.write(b"\x05\x01\x00" + _socks_address(host) + port.to_bytes(2, "big"), timeout)
    version, reply, _, kind = await read(4)
    if version != 5 or reply != 0:
        raise httpcore.ProxyError(f"the SOCKS proxy could not connect: {_SOCKS_REPLIES.get(reply, reply)}")
    length = {1: 4, 4: 16}.get(kind)
    if length is None:
        length = (await read(1))[0]
    await read(length + 2)


def _socks_address(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return b"\x03" + bytes([len(host)]) + host.encode()
    return (b"\x01" if address.version == 4 else b"\x04") + address.packed
