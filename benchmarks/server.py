"""A trivial loopback server: one canned response to every request, at the least cost.

`python -m benchmarks.server [FOLDER]` prints its port. With a folder it speaks TLS, and leaves the
certificate to trust there, as `ca.pem`.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys

TASK_ID = "fN1SbArXTPSVFNUvaOlinQ"
_STATUS = {
    "status": {
        "taskId": TASK_ID,
        "provisionerId": "proj-example",
        "workerType": "ci",
        "taskQueueId": "proj-example/ci",
        "schedulerId": "example-level-1",
        "projectId": "none",
        "taskGroupId": TASK_ID,
        "deadline": "2026-11-23T10:00:00.000Z",
        "expires": "2027-11-23T10:00:00.000Z",
        "retriesLeft": 5,
        "state": "completed",
        "runs": [
            {
                "runId": 0,
                "state": "completed",
                "reasonCreated": "scheduled",
                "reasonResolved": "completed",
                "workerGroup": "us-central1-f",
                "workerId": "4862736464928",
                "takenUntil": "2026-11-22T10:20:00.000Z",
                "scheduled": "2026-11-22T10:00:00.000Z",
                "started": "2026-11-22T10:00:03.000Z",
                "resolved": "2026-11-22T10:05:00.000Z",
            }
        ],
    }
}
_BODY = json.dumps(_STATUS).encode()
_RESPONSE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
    b"Date: Mon, 23 Nov 2026 10:00:00 GMT\r\nx-for-request-id: 00000000-0000-0000-0000-000000000000\r\n"
    b"x-for-trace-id: 00000000-0000-0000-0000-000000000000\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Content-Length: %d\r\n\r\n" % len(_BODY)
) + _BODY


class _Server(asyncio.Protocol):
    """Responds to each blank line: the requests of the benchmark have no bodies."""

    connections = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        _Server.connections += 1
        self._transport = transport
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *requests, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for request in requests:
            if b"/silent/" in request:
                continue  # a call that stays in flight
            if request.startswith(b"GET /connections "):
                # Not counting the one that asks.
                text = b"%d" % (_Server.connections - 1)
                _Server.connections = 0
                self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(text), text))
            else:
                self._transport.write(_RESPONSE)


async def _serve(folder: str | None) -> None:
    context = None
    if folder is not None:
        import trustme

        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        authority.cert_pem.write_to_path(f"{folder}/ca.pem")
    server = await asyncio.get_running_loop().create_server(
        _Server, "127.0.0.1", 0, backlog=4096, ssl=context
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1] if len(sys.argv) > 1 else None))
