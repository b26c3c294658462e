"""What to write into a payload instead of an object that JSON has no form for."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import isawaitable, isclass
from typing import Any

# By the package and the name of a class; that of the nearest base counts. Names, so that nothing is imported.
_HINTS = {
    "datetime.date": "a datetime with a time zone, or `{it}.isoformat()` for a date alone",
    "datetime.time": "`{it}.isoformat()`",
    "datetime.timedelta": "`{it}.total_seconds()`, or a moment: `datetime.now(UTC) + {it}`",
    "numpy.datetime64": "`pandas.Timestamp({it}, tz='UTC')`, or another datetime with a time zone",
    "numpy.timedelta64": "`{it} / numpy.timedelta64(1, 's')` for seconds",
    "numpy.complexfloating": "`[{it}.real.item(), {it}.imag.item()]`",
    "numpy.bytes_": "`{it}.decode()`",
    "numpy.generic": "`{it}.item()`",
    "numpy.ndarray": "`{it}.tolist()`",
    "pandas.DataFrame": "`{it}.to_dict('records')`",
    "pandas.Series": "`{it}.tolist()`",
    "pandas.Index": "`{it}.tolist()`",
    "pandas.NAType": "None",
    "pandas.Period": "`str({it})`",
    "pandas.Interval": "`str({it})`",
    "polars.DataFrame": "`{it}.to_dicts()`",
    "polars.Series": "`{it}.to_list()`",
    "torch.Tensor": "`{it}.tolist()`",
    "decimal.Decimal": "`str({it})` for all its digits, or `float({it})`",
    "fractions.Fraction": "`float({it})`, or `str({it})`",
    "builtins.complex": "`[{it}.real, {it}.imag]`",
    "enum.Enum": "`{it}.value`",
    "uuid.UUID": "`str({it})`",
    "pathlib.PurePath": "`str({it})`",
    "ipaddress._IPAddressBase": "`str({it})`",
    "collections.UserString": "`str({it})`",
    "re.Pattern": "`{it}.pattern`",
    "httpx.URL": "`str({it})`",
    "yarl.URL": "`str({it})`",
    "types.SimpleNamespace": "`vars({it})`",
    "argparse.Namespace": "`vars({it})`",
    "tc.Credentials": "`{it}.to_dict()`",
    "pydantic.SecretStr": "`{it}.get_secret_value()`",
    "pydantic.BaseModel": "`{it}.model_dump(mode='json', by_alias=True)`",
    "builtins.bytes": "`{it}.decode()` for text, `base64.b64encode({it}).decode()` for any bytes",
    "builtins.bytearray": "`{it}.decode()` for text, `base64.b64encode({it}).decode()` for any bytes",
    "builtins.memoryview": "`bytes({it}).decode()` for text, `base64.b64encode({it}).decode()` for any bytes",
    "builtins.set": "`sorted({it})`, or another list",
    "builtins.frozenset": "`sorted({it})`, or another list",
}


def hint_for(value: Any) -> str:
    """What to write instead of a value, as the end of a sentence; nothing where nothing is known to say."""
    hint = _hint_of_class(value) or _hint_of_methods(value)
    return f"; write {hint.format(it='value')}" if hint else ""


def hint_for_key(key: Any) -> str:
    """What to write instead of a key of a mapping, as the end of a sentence."""
    return f"; write {(_hint_of_class(key) or '`str({it})`').format(it='key')}"


def _hint_of_class(value: Any) -> str | None:
    if isclass(value):
        return "an instance, not the class"
    for kind in type(value).__mro__:
        if hint := _HINTS.get(f"{kind.__module__.partition('.')[0]}.{kind.__qualname__}"):
            return hint
    return None


def _hint_of_methods(value: Any) -> str | None:
    kind = type(value)
    if hasattr(kind, "__dataclass_fields__"):
        return "`dataclasses.asdict({it})`"
    if hasattr(kind, "__attrs_attrs__"):
        return "`attrs.asdict({it})`"
    if isawaitable(value):
        return "what it returns, once that is there"
    if callable(value):
        return "what it returns: `{it}()`"
    if hasattr(kind, "__fspath__"):
        return "`os.fspath({it})`"
    if isinstance(value, Iterable):
        return "`list({it})`"
    return None
