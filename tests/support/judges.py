"""What other HTTP clients make of the bytes of a response: httpcore (over h11), and node's (over llhttp)."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import NamedTuple

import httpcore
import pytest

# Sends a request to a server of its own for each case, which sends the bytes and hangs up.
_PROGRAM = """
const http = require('node:http'), net = require('node:net');
const cases = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
let bytes;
const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.end(Buffer.from(bytes, 'latin1')));
});
const judge = (method) => new Promise((resolve) => {
  const options = { host: '127.0.0.1', port: server.address().port, method, agent: false };
  const request = http.request(options, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part));
    response.on('error', () => resolve(null));
    response.on('end', () => resolve(
      response.complete ? [response.statusCode, Buffer.concat(parts).toString('latin1')] : null));
  });
  request.on('upgrade', (response, socket) => { socket.destroy(); resolve(null); });
  request.on('error', () => resolve(null));
  request.end();
});
server.listen(0, '127.0.0.1', async () => {
  const verdicts = [];
  for (const [method, sent] of cases) { bytes = sent; verdicts.push(await judge(method)); }
  console.log(JSON.stringify(verdicts));
  process.exit(0);
});
"""


class Case(NamedTuple):
    """The method of a request, and the bytes that come back for it before the server hangs up."""

    method: str
    data: bytes


# The status and the body; None for a response that is refused.
Verdict = tuple[int, bytes] | None


def judged_by_httpcore(case: Case) -> Verdict:
    """What httpcore makes of a response."""
    stream = httpcore.MockStream([case.data])
    with httpcore.HTTP11Connection(httpcore.Origin(b"http", b"localhost", 80), stream) as connection:
        try:
            response = connection.request(case.method, "http://localhost/")
        except (httpcore.RemoteProtocolError, httpcore.ConnectionNotAvailable):
            return None
        return None if response.status == 101 else (response.status, response.content)


def judged_by_node(cases: list[Case]) -> list[Verdict]:
    """What node makes of responses; the test is skipped where there is no node with llhttp 9."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    version = subprocess.run(
        [node, "-p", "process.versions.llhttp"], capture_output=True, text=True, check=True
    )
    if not version.stdout.startswith("9."):
        pytest.skip("node has another llhttp than 9")
    given = json.dumps([(case.method, case.data.decode("latin-1")) for case in cases])
    done = subprocess.run(
        [node, "-e", _PROGRAM], input=given, capture_output=True, text=True, check=True, timeout=60
    )
    found = json.loads(done.stdout)
    return [None if verdict is None else (verdict[0], verdict[1].encode("latin-1")) for verdict in found]
