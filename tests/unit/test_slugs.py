from __future__ import annotations

import re
import uuid

import pytest
import slugid

import tc

FORM = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{7}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]")


def test_slug_id_is_22_characters_that_begin_nicely() -> None:
    found = {tc.slug_id() for _ in range(300)}
    assert len(found) == 300
    for slug in found:
        assert FORM.fullmatch(slug)
        assert not slug.startswith("-")
        assert slugid.decode(slug).version == 4
        assert isinstance(slugid.decode(slug), uuid.UUID)


def test_stable_slug_id_gives_one_id_for_each_label() -> None:
    ids, others = tc.stable_slug_id(), tc.stable_slug_id()
    build, test = ids("build"), ids("test")
    assert build != test
    assert (ids("build"), ids("test")) == (build, test)
    assert others("build") != build
    assert FORM.fullmatch(ids(""))
    for wrong in (None, 5, b"build"):
        with pytest.raises(TypeError, match="name"):
            ids(wrong)  # type: ignore[arg-type]
