"""The engine that sends through httpx: for the user's own client or transport, proxies, and what is patched.

All that is known of the inside of httpx and httpcore is in this file; tests watch it.
"""

from __future__ import annotations

import operator
import sys
from contextlib import suppress
from types import FunctionType
from typing import Any, NoReturn, cast

import httpx

from tc._async.http.engine import Engine
from tc._async.http.response import StreamedResponse
from tc._http.proxies import ProxySetting
from tc._http.tls import ssl_context
from tc._protocol.message import DEFAULT_PORTS, Headers, Origin, Request, Timeouts, limited
from tc._redact.logs import discreet
from tc.errors import ConfigurationError

_LIBRARIES = ("httpx", "httpx2")


def library_of(value: object, base: str) -> Any:
    """The library, httpx or its continuation httpx2, whose class `base` a value is of; None: of neither."""
    for kind in type(value).__mro__:
        package = kind.__module__.partition(".")[0]
        if kind.__name__ == base and package in _LIBRARIES:
            return sys.modules[package]
    return None


class HttpxEngine:
    """Sends through a client or a transport of httpx or httpx2; `name` says which of the two `target` is."""

    def __init__(
        self, name: str, target: Any, library: Any, *, owned: bool, proxy: ProxySetting | None = None
    ) -> None:
        self.name = name
        self._target = target
        self.library = library
        self._owned = owned
        self._proxy = proxy

    async def open(self, request: Request) -> StreamedResponse:
        """Send a request; the body of the response is still to be read.

        Nothing is added, followed or tried again, whatever the settings of the user's client: its
        authentication, redirects, cookies and timeouts do not apply, its event hooks do.

        Raises:
            httpx.TransportError: There was no response.
        """
        deadline = request.timeouts.deadline()
        try:
            with discreet():
                response = await self._send(self._httpx_request(request))
        except Exception as error:  # noqa: BLE001 - it is raised
            self.raise_own(error)
        return _HttpxResponse(self, response, deadline)

    async def _send(self, request: Any) -> Any:
        if self.name == "http_client":
            return await self._target.send(request, stream=True, auth=None, follow_redirects=False)
        response = await self._target.handle_async_request(request)
        response.request = request
        return response

    def _httpx_request(self, request: Request) -> Any:
        lines = request.constant.decode("latin-1").split("\r\n")
        headers = [*(line.split(": ", 1) for line in lines if line), *request.headers]
        connect, read, write, total = request.timeouts
        timeouts = {"connect": connect, "read": read, "write": write, "pool": None}
        if total is not None:
            timeouts |= {"read": total if read is None else min(read, total), "total": total}
        url = request.origin.url + request.target
        options: dict[str, Any] = {"headers": headers, "extensions": {"timeout": timeouts}}
        return self.library.Request(request.method, url, content=request.body, **options)

    def raise_own(self, error: Any) -> NoReturn:
        """Raise an error of either library as one of httpx, which names the proxy if there is one."""
        if type(error).__module__.startswith("socksio"):
            raise httpx.ProxyError(f"the proxy does not keep to the SOCKS protocol: {error}") from error
        if not isinstance(error, self.library.HTTPError):
            raise error
        names = [kind.__name__ for kind in type(error).__mro__]
        kind = next(getattr(httpx, name) for name in names if hasattr(httpx, name))
        if self._proxy is not None and kind in (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError):
            where = f"through the proxy {self._proxy.safe_url} of {self._proxy.variable}"
            raise kind(f"{error} ({where})".strip()) from error
        if self.library is httpx:
            raise error
        raise kind(str(error)) from error

    async def aclose(self) -> None:
        """Close the client or transport if it is owned."""
        if self._owned:
            await self._target.aclose()


class _HttpxResponse(StreamedResponse):
    """The body comes as it is on the wire, or as somebody has read it."""

    def __init__(self, engine: HttpxEngine, response: Any, deadline: float | None) -> None:
        headers = Headers(b"".join([b"%b: %b\r\n" % pair for pair in response.headers.raw]))
        # An event hook read it, or a mock made it: then it is in memory already, and decoded.
        super().__init__(response.status_code, headers, decoded=response.is_stream_consumed)
        self._engine = engine
        self._response = response
        self._deadline = deadline
        self._parts: Any = response.aiter_bytes() if self.decoded else response.aiter_raw()

    async def __anext__(self) -> bytes:
        limited(None, self._deadline)
        try:
            return cast(bytes, await self._parts.__anext__())
        except self._engine.library.HTTPError as error:
            self._engine.raise_own(error)

    async def aclose(self) -> None:
        """Close the response, which was perhaps not read to its end.

        httpx and httpcore nest iterators, and to close the outermost leaves those within to the garbage
        collector, which trio complains of. Once the response is closed, one more step ends them all.
        """
        try:
            await self._response.aclose()
        finally:
            with suppress(Exception):
                await self._parts.__anext__()
            await self._parts.aclose()


# ------------------------------------------------------------ proxies, and what is patched


def own_engine(max_connections: int, proxy: ProxySetting | None = None) -> HttpxEngine:
    """An engine of nothing but httpx: for a proxy, by httpx's tunnels, or for mocks of what is deep in it.

    Raises:
        ConfigurationError: What the environment says of certificates or the proxy cannot be used, or a SOCKS
            proxy lacks the package that speaks its protocol.
    """
    context = ssl_context()
    variable = proxy.variable if proxy is not None else "the proxy"
    through: Any = None
    try:
        if proxy is not None:
            through = httpx.Proxy(proxy.url, ssl_context=context if proxy.url.startswith("https:") else None)
        limits = httpx.Limits(max_connections=max_connections, max_keepalive_connections=max_connections)
        # Without `trust_env`: which proxy an origin has is decided already.
        client = httpx.AsyncClient(proxy=through, verify=context, trust_env=False, limits=limits)
    except ImportError:
        raise ConfigurationError(
            f"{variable}: a SOCKS proxy needs the package socksio: pip install 'taskcluster-sdk[socks]'"
        ) from None
    except httpx.InvalidURL:
        raise ConfigurationError(f"{variable}: the URL of the proxy is malformed") from None
    return HttpxEngine("http_client", client, httpx, owned=True, proxy=proxy)


def under_transport(engine: Engine) -> HttpxEngine:
    """An engine that calls httpx's transport, as it is patched, with our own connections beneath."""
    transport = httpx.AsyncHTTPTransport.__new__(httpx.AsyncHTTPTransport)
    transport._pool = cast(Any, _PoolForHttpx(engine))
    return HttpxEngine("transport", transport, httpx, owned=True)


class _PoolForHttpx:
    """What httpx's transport delegates to: the engine in the form of a pool of httpcore."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def handle_async_request(self, request: Any) -> Any:
        """Send a request of httpcore; return a response of httpcore."""
        import httpcore

        url = request.url
        scheme = url.scheme.decode("ascii")
        origin = Origin(scheme, url.host.decode("ascii"), url.port or DEFAULT_PORTS[scheme])
        headers = [(name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers]
        names = {name.lower() for name, _ in headers}
        timeout = request.extensions.get("timeout", {})
        response = await self._engine.open(
            Request(
                request.method.decode("ascii"),
                origin,
                url.target.decode("ascii"),
                headers=[pair for pair in headers if pair[0].lower() != "transfer-encoding"],
                body=request.stream if names & {"content-length", "transfer-encoding"} else None,
                timeouts=Timeouts(*map(timeout.get, ("connect", "read", "write", "total"))),
            )
        )
        return httpcore.Response(response.status, headers=response.headers.raw, content=response)

    async def aclose(self) -> None:
        await self._engine.aclose()


_plain: list[Any] = []


def patched() -> str:
    """What somebody has put in place of the functions that httpx and httpcore send with.

    Mocks and tracing do so, and a client that was not given anything else must be seen by them. They are
    looked at in each call, and compared by identity with those seen before: wrappers say that they equal what
    they wrap.

    Returns:
        `""` for nothing, `"transport"` for the method of httpx's transport alone, `"more"` for others.
    """
    client = httpx.AsyncClient
    functions: list[Any] = [httpx.AsyncHTTPTransport.handle_async_request]
    functions += [client.send, client._send_single_request, client._transport_for_url]
    httpcore = sys.modules.get("httpcore")
    if httpcore is not None:
        kinds = (httpcore.AsyncConnectionPool, httpcore.AsyncHTTPConnection, httpcore.AsyncHTTP11Connection)
        functions += [kind.handle_async_request for kind in kinds]
    if len(functions) == len(_plain) and all(map(operator.is_, functions, _plain)):
        return ""
    strange = [function for function in functions if not _is_plain(function)]
    if not strange:
        _plain[:] = functions
        return ""
    return "transport" if strange[0] is functions[0] and len(strange) == 1 else "more"


def _is_plain(function: Any) -> bool:
    """Return True for a function that one of the two libraries defines."""
    library = str(getattr(function, "__module__", "")).partition(".")[0]
    if type(function) is not FunctionType or library not in ("httpx", "httpcore"):
        return False
    return function.__code__.co_filename.startswith(sys.modules[library].__path__[0])
