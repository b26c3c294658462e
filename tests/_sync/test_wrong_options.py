# Generated from tests/_async/test_wrong_options.py by tools/unasync_build.py. Do not edit.

"""What a wrong credentials or retry option says: which class it is, of which module, and what to write."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
import urllib3

from tc import ConfigurationError, Credentials, sync

pytestmark = pytest.mark.anyio

ROOT = "https://tc.example.com"
WIRE = {"clientId": "tester", "accessToken": "SeCrEt-ToKeN"}
MAKERS: dict[str, Callable[..., Any]] = {
    "Client": lambda **options: sync.Client(ROOT, **options),
    "Queue": lambda **options: sync.Queue(ROOT, **options),
    "a service of a client": lambda **options: sync.Queue(sync.Client(ROOT), **options),
    "with_options": lambda **options: sync.Queue(ROOT).with_options(**options),
}


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """A function that imports a module once more, beside the one that is there."""

    def again(name: str) -> ModuleType:
        monkeypatch.delitem(sys.modules, name)
        return __import__(name, fromlist=["x"])

    return again


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_dict_given_as_credentials_says_from_dict(make: Callable[..., Any]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make(credentials=WIRE)
    assert str(caught.value) == (
        "credentials: expected tc.Credentials or a function that returns them, got dict;"
        " use tc.Credentials.from_dict"
    )


def test_dict_that_a_credentials_function_returns_says_from_dict() -> None:
    with sync.Queue(ROOT, credentials=lambda: WIRE) as queue:  # type: ignore[return-value]
        with pytest.raises(
            ConfigurationError, match=r"got one that returns dict; use tc\.Credentials\.from_dict"
        ):
            queue.ping()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_classes_of_the_same_name_are_told_apart_by_their_modules(make: Callable[..., Any]) -> None:
    class Credentials:
        pass

    with pytest.raises(ConfigurationError, match=r"got tests\._\w+\.test_wrong_options\..*\.Credentials$"):
        make(credentials=Credentials())
    with pytest.raises(ConfigurationError, match=r"^retry: .*, got urllib3\.util\.retry\.Retry$"):
        make(retry=urllib3.Retry())


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_classes_of_a_module_imported_twice_say_so(make: Callable[..., Any], twice: Any) -> None:
    other = twice("tc.credentials").Credentials("tester", "b")
    assert not isinstance(other, Credentials)
    text = "got tc.credentials.Credentials of another import of the module tc.credentials"
    with pytest.raises(ConfigurationError, match=text):
        make(credentials=other)
    with pytest.raises(ConfigurationError, match=r"^retry: .* of another import of the module tc\.retry"):
        make(retry=twice("tc.retry").Retry())


@pytest.mark.parametrize("kind", [sync.Client, sync.Queue, sync.Secrets])
def test_from_env_with_a_root_url_says_default_root_url(kind: Any) -> None:
    with pytest.raises(TypeError, match=r"^root_url: .*give default_root_url, or call the class"):
        kind.from_env(root_url=ROOT)


def test_service_given_something_else_names_both_classes() -> None:
    wrong_ones: list[tuple[Any, str]] = [
        (5, "int"),
        (None, "NoneType"),
        (sync.Queue(ROOT), r"tc\.\S+\.Queue"),
    ]
    for wrong, name in wrong_ones:
        text = rf"expected a root URL or a tc\._\w+\.client\.Client, got {name}$"
        with pytest.raises(ConfigurationError, match=text):
            sync.Auth(wrong)
