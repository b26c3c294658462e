"""Pieces of the command line that commands rarely reach."""

from __future__ import annotations

import sys
from typing import Any

import click
import pytest

import tc
import tc.cli
from tc.cli.api_types import payload_keys, type_text
from tc.cli.auth import expiry
from tc.cli.documents import parse_document
from tc.cli.running import run
from tc.cli.scope_hints import alternatives, describe, parse
from tc.testing import LocalTaskcluster
from tests.support.command_line import CommandLine


@pytest.mark.parametrize("certificate", ["{}", '{"expiry": "soon"}', '{"expiry": 1e300}', None])
def test_expiry_of_a_strange_certificate_is_not_known(certificate: str | None) -> None:
    assert expiry(tc.Credentials("me", "token", certificate)) is None


@pytest.mark.parametrize("text", ["a\x00b: 1", "&a [*b]", "{a", "- a\n b: c: d"])
def test_document_that_is_neither_json_nor_yaml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="nor YAML"):
        parse_document(text)


def test_document_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ValueError, match="too deeply"):
        parse_document("[" * 100_000)


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (str, "text"),
        (list[int], "list of int"),
        (dict[str, object], "object"),
        (dict[str, str], "object of text"),
        (str | None, "text or null"),
        (bytes, "<class 'bytes'>"),
    ],
)
def test_types_of_payloads_are_in_words_of_json(hint: Any, expected: str) -> None:
    assert type_text(hint) == expected


def test_payload_of_an_unknown_form_has_no_keys() -> None:
    assert payload_keys("queue", "object") == [("Payload", [])]


def test_expression_of_scopes_is_read() -> None:
    expression = parse(["All of:", "- a", "- Any of:", "  - b", "  - c"])
    assert describe(expression) == "a and (b or c)"
    assert alternatives(expression) == [["a", "b"], ["a", "c"]]


def test_help_of_a_method_without_payload_has_no_keys() -> None:
    assert "Payload" not in CommandLine().ok("api", "queue", "ping", "--help").out


def test_method_without_a_response_prints_nothing(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    body = '{"secret": {}, "expires": "2030-01-01T00:00:00Z"}'
    cli.ok("api", "secrets", "set", "a", "--payload", body)
    assert cli.ok("api", "secrets", "remove", "a").out in ("", "{}\n")


def test_method_that_is_deprecated_is_said_in_lists_helps_and_calls(cli: CommandLine) -> None:
    notice = "hooks.getHookStatus is deprecated: use listLastFires instead"
    assert f"warning: {notice}\n" in cli("api", "hooks", "getHookStatus", "a", "b").err
    assert "; deprecated, use listLastFires" in cli("api", "hooks", "getHookStatus", "--help").out
    assert "deprecated, use listLastFires" in " ".join(cli("api", "hooks", "--help").out.split())
    for half in (tc.sync, tc.aio):  # and help() and editors read this
        methods = {**vars(half.Hooks), **vars(half.Queue)}
        said = {
            name
            for name, each in methods.items()
            if "; deprecated, " in (each.__doc__ or "").partition("\n")[0]
        }
        marked = {
            name for name, each in methods.items() if hasattr(each, "__deprecated__") and "_" not in name
        }
        assert said == marked
        assert "getHookStatus" in said


def test_secret_that_is_no_object_is_refused(cli: CommandLine) -> None:
    assert cli("secret", "set", "a", "-f", "-", stdin="[]").status == 2


def test_defect_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("tc.cli.running.app.main", broken)
    assert run(["version"]) == 1
    assert capsys.readouterr().err == "error: defect of taskcluster-sdk, please report it: KeyError: 'x'\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_interruption_has_the_status_of_shells(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: Any) -> None:
        raise error

    monkeypatch.setattr("tc.cli.running.app.main", interrupted)
    assert run([]) == 130


def test_module_of_the_library_that_is_missing_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tc.cli.running", None)
    with pytest.raises(ModuleNotFoundError, match="running"):
        tc.cli.main([])


def test_main_leaves_with_the_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        tc.cli.main(["version"])
    assert caught.value.code == 0
    assert tc.__version__ in capsys.readouterr().out
