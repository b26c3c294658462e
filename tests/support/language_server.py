"""What an editor shows of a program: pyright's language server, asked over its protocol (LSP 3.17)."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 100  # seconds until a server that says nothing is killed


class LanguageServer:
    """Talks to a running server about one file in a folder."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, text: str) -> None:
        self.process = process
        self.text = text
        self.asked = 0
        root = folder.as_uri()
        self.document = {"uri": f"{root}/program.py"}
        where = {"rootUri": root, "workspaceFolders": [{"uri": root, "name": "program"}]}
        capabilities = {
            "textDocument": {"hover": {"contentFormat": ["plaintext"]}},
            "workspace": {"configuration": True},
        }
        self.ask("initialize", {"processId": None, **where, "capabilities": capabilities})
        self.send({"method": "initialized", "params": {}})
        opened = {**self.document, "languageId": "python", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": opened}})

    def hover(self, word: str) -> str:
        """The text that is shown over the only place of a word; empty if there is none."""
        assert self.text.count(word) == 1
        before = self.text[: self.text.index(word)].splitlines(keepends=True)
        position = {"line": len(before) - 1, "character": len(before[-1]) + 1}
        found = self.ask("textDocument/hover", {"textDocument": self.document, "position": position})
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request; what the server asks meanwhile is replied to."""
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == self.asked:
                return message["result"]
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": self.reply(message)})

    def reply(self, message: Any) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [
            {"pythonPath": sys.executable} if item.get("section") == "python" else {}
            for item in message["params"]["items"]
        ]

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> Any:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has gone away"
        return json.loads(self.process.stdout.read(length))


@contextmanager
def language_server(folder: Path, text: str) -> Iterator[LanguageServer]:
    """Run pyright's language server on a program in a folder of its own."""
    (folder / "program.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pyright.langserver", "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as process:
        watch = threading.Timer(PATIENCE, process.kill)
        watch.start()
        try:
            yield LanguageServer(process, folder, text)
        finally:
            watch.cancel()
            process.kill()
