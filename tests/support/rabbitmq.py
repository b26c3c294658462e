"""A RabbitMQ broker of the tests' own: on loopback, with a data folder, and permissions like Pulse's."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pika
import pytest
import trustme

from tests.support.secret_scanner import TOKEN

# Debian's `rabbitmq-server` on the PATH insists on another user; the script that it wraps does not.
SERVER = next(
    (
        str(path)
        for path in (
            Path("/usr/lib/rabbitmq/bin/rabbitmq-server"),
            Path(shutil.which("rabbitmq-server") or "/nowhere"),
        )
        if path.exists()
    ),
    None,
)
EPMD = shutil.which("epmd")
MISSING = (
    "RabbitMQ is not installed: run `apt-get install rabbitmq-server`, or have the package of your system"
)
VHOST = "pulse"
USER, PASSWORD = "bot", TOKEN  # which must appear nowhere
SERVICES, SERVICES_PASSWORD = "services", "pAsSwOrD-of-the-services"
EXCHANGES = {
    "queue": ("task-defined", "task-pending", "task-completed", "task-failed", "artifact-created"),
    "auth": ("client-created",),
}


class RabbitMQ:
    """One broker, restarted at will; durable queues and their messages outlive that.

    Attributes:
        port, tls_port: Where it listens on 127.0.0.1.
        authority: What signed its certificate, which is for `localhost`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.tls_port, self._epmd_port, self._dist_port = free_ports(4)
        self.authority = trustme.CA()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._shell: subprocess.Popen[bytes] | None = None
        self._write_files()
        self._epmd = self._run([str(EPMD), "-address", "127.0.0.1", "-port", str(self._epmd_port)])

    def url(self, user: str = USER, password: str = PASSWORD, vhost: str = VHOST, port: int = 0) -> str:
        """An `amqp:` URL of a user; `port` is that of a proxy before the broker."""
        return f"amqp://{user}:{password}@127.0.0.1:{port or self.port}/{vhost}"

    @property
    def tls_url(self) -> str:
        """The `amqps:` URL of the user of the tests."""
        return f"amqps://{USER}:{PASSWORD}@localhost:{self.tls_port}/{VHOST}"

    def start(self) -> None:
        """Start it; returns when it accepts connections and has its users."""
        self._server = self._run([str(SERVER)])
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(pika.exceptions.AMQPError, OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()  # pika logs each failure at length
                with self.channel():
                    return
            if self._server.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"RabbitMQ did not start:\n{(self.folder / 'output').read_text()[-3000:]}")

    def restart(self) -> None:
        """Stop the broker and start it again in its running Erlang machine, as `rabbitmqctl stop_app` does.

        All connections end, passing queues go, durable ones are read from disk: one second instead of five.
        """
        self.evaluate("ok = rabbit:stop(), ok = rabbit:start()")

    @contextlib.contextmanager
    def impatient(self) -> Iterator[None]:
        """Have the broker close channels that leave a message unacknowledged for 0.1 s, not half an hour."""
        setting = "application:set_env(rabbit, {}, {})".format
        names = ("consumer_timeout", "channel_tick_interval")
        self.evaluate(", ".join(setting(name, 100) for name in names))
        try:
            yield
        finally:
            self.evaluate(", ".join(setting(*each) for each in zip(names, (1_800_000, 60_000), strict=True)))

    @contextlib.contextmanager
    def memory_alarm(self) -> Iterator[None]:
        """Have the broker take no messages, since its memory is said to be full."""
        alarm = "{{resource_limit, memory, node()}, []}"
        self.evaluate(f"rabbit_alarm:set_alarm({alarm})")
        try:
            yield
        finally:
            self.evaluate(f"rabbit_alarm:clear_alarm({alarm.rpartition(',')[0][1:]})")

    def evaluate(self, code: str) -> None:
        """Evaluate Erlang in the server, as `rabbitmqctl eval` does."""
        if not self._shell:
            call = f"rpc:call('tc-{self.port}@localhost', erl_eval, exprs, [Exprs, []])"
            step = f'{{ok, Exprs, _}} = io:parse_erl_exprs(""), io:format("~p~n", [{call}])'
            loop = f"Loop = fun(Loop) -> {step}, Loop(Loop) end, Loop(Loop)."
            name = f"ctl-{self.port}@localhost"
            command = ["erl", "-noshell", "-hidden", "-sname", name, "-eval", loop]
            self._shell = self._run(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(f"{code}, done.\n".encode())
        self._shell.stdin.flush()
        assert self._shell.stdout.readline() == b"{value,done,[]}\n", f"RabbitMQ did not evaluate {code}"

    def close(self) -> None:
        """End all of its processes. Its folder belongs to whoever made it."""
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate(timeout=60)

    @contextlib.contextmanager
    def channel(self) -> Iterator[Any]:
        """A channel of pika's of the user who may do everything, as Taskcluster's services may."""
        parameters = pika.URLParameters(self.url(SERVICES, SERVICES_PASSWORD))
        connection = pika.BlockingConnection(parameters)
        try:
            yield connection.channel()
        finally:
            with contextlib.suppress(pika.exceptions.AMQPError):
                connection.close()

    def publish(
        self,
        bodies: list[Any],
        *,
        exchange: str = "exchange/taskcluster-queue/v1/task-completed",
        routing_key: str = "primary.T.0.group.worker.prov.type.sched.G._",
        cc: tuple[str, ...] = (),
    ) -> None:
        """Send messages as the services do; bytes are sent as they are, the rest as JSON."""
        properties = pika.BasicProperties(
            content_type="application/json",
            content_encoding="utf-8",
            delivery_mode=2,
            headers={"CC": list(cc)},
        )
        with self.channel() as channel:
            for body in bodies:
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                channel.basic_publish(exchange, routing_key, data, properties)
            channel.exchange_declare(exchange, passive=True)  # its response comes when all have been taken

    def depth(self, queue: str, *, empty_within: float = 0) -> int:
        """How many messages are ready in a queue; waits up to some seconds for there to be none."""
        deadline = time.monotonic() + empty_within
        while True:
            with self.channel() as channel:
                count: int = channel.queue_declare(queue, passive=True).method.message_count
            if not count or time.monotonic() > deadline:
                return count
            time.sleep(0.05)

    def _run(self, command: list[str], **pipes: int) -> subprocess.Popen[bytes]:
        environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.folder),
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"tc-{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self._dist_port),
            "RABBITMQ_BASE": str(self.folder),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "none.config"),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "env.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none",
        }
        with (self.folder / "output").open("ab") as output:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                env=environment,
                cwd=self.folder,
                stderr=output,
                start_new_session=True,
                **{"stdin": subprocess.DEVNULL, "stdout": output, **pipes},
            )
        self._processes.append(process)
        return process

    def _write_files(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "enabled_plugins").write_text("[].\n")
        (self.folder / "env.conf").write_text("")
        certificate = self.authority.issue_cert("localhost")
        self.authority.cert_pem.write_to_path(self.folder / "ca.pem")
        certificate.cert_chain_pems[0].write_to_path(self.folder / "cert.pem")
        certificate.private_key_pem.write_to_path(self.folder / "key.pem")
        (self.folder / "definitions.json").write_text(json.dumps(definitions()))
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\n"
            f"listeners.ssl.1 = 127.0.0.1:{self.tls_port}\n"
            f"ssl_options.cacertfile = {self.folder}/ca.pem\n"
            f"ssl_options.certfile = {self.folder}/cert.pem\n"
            f"ssl_options.keyfile = {self.folder}/key.pem\n"
            f"load_definitions = {self.folder}/definitions.json\n"
            "log.console.level = warning\n"
            "disk_free_limit.absolute = 1MB\n"
        )


def definitions() -> dict[str, Any]:
    """Users, permissions and exchanges: those of a Pulse server, and some for what goes wrong."""
    pulse = {"configure": "^(queue/{0}/.*|exchange/{0}/.*)", "read": "^(queue/{0}/.*|exchange/.*)"}
    permissions = [
        *({"user": name, **permission(name, **pulse)} for name in (USER, "other")),
        {"user": SERVICES, **permission(SERVICES, configure=".*", read=".*")},
        {"user": "unreadable", **permission("unreadable", configure=pulse["configure"], read="^queue/.*")},
        {"user": "powerless", **permission("powerless", configure="^$", read=".*")},
    ]
    passwords = {SERVICES: SERVICES_PASSWORD}
    return {
        "vhosts": [{"name": VHOST}, {"name": "elsewhere"}],
        "users": [
            {
                "name": each["user"],
                "password_hash": hashed(passwords.get(each["user"], PASSWORD)),
                "hashing_algorithm": "rabbit_password_hashing_sha256",
                "tags": [],
            }
            for each in permissions
        ],
        "permissions": [{"vhost": VHOST, **each} for each in permissions],
        "exchanges": [
            {
                "name": f"exchange/taskcluster-{service}/v1/{name}",
                "vhost": VHOST,
                "type": "topic",
                "durable": True,
                "auto_delete": False,
                "internal": False,
                "arguments": {},
            }
            for service, names in EXCHANGES.items()
            for name in names
        ],
    }


def permission(user: str, *, configure: str, read: str) -> dict[str, str]:
    """What a user may configure and write, and read."""
    own = configure.format(user)
    return {"configure": own, "write": own, "read": read.format(user)}


def hashed(password: str) -> str:
    """A password as RabbitMQ keeps it."""
    salt = os.urandom(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def free_ports(count: int) -> list[int]:
    """Ports on 127.0.0.1 that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Return when a condition holds; fail when that takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def beat_each_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have connections to the broker end that are silent for two seconds."""
    for module in ("broker_blocking", "broker_asyncio"):
        monkeypatch.setattr(f"tc._pulse.{module}.HEARTBEAT", 1)


def connect_within(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Have attempts to connect to a broker fail after so long."""
    for module in ("broker_blocking", "broker_asyncio"):
        monkeypatch.setattr(f"tc._pulse.{module}.CONNECT_TIMEOUT", seconds)
