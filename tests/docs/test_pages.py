"""The pages that are made when the site is built."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import docs_pages
import pytest
from descriptions import Descriptions, FactsError
from facts import API, Facts, load, module_name
from schemas import structures

import tc
from tc._names import PACKAGE
from tc.testing import LocalTaskcluster

SERVICES = load(API)


@functools.cache
def pages() -> dict[str, str]:
    """All pages by their names; made by the process that runs these tests, not by each that collects them."""
    return dict(docs_pages.pages())


@pytest.mark.parametrize("name", SERVICES)
def test_pages_list_all_methods_and_exchanges(name: str) -> None:
    service = SERVICES[name]
    text = pages()[f"reference/{docs_pages.page(name)}.md"]
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    for method in service["methods"]:
        [row] = [row for row in rows if row.startswith(f"| [`{method['name']}`]")]
        assert f"{method['summary']} " in row + " "
        assert method["method"] in row
    for exchange in service.get("exchanges", []):
        [row] = [row for row in rows if row.startswith(f"| `{exchange['name']}`")]
        assert f"{service['exchangePrefix']}{exchange['exchange']}<" in row


@pytest.mark.parametrize("name", SERVICES)
def test_first_block_of_a_service_runs(name: str, taskcluster_env: LocalTaskcluster) -> None:
    text = pages()[f"reference/{docs_pages.page(name)}.md"]
    [source] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    space = {"tc": tc}

    exec(source, space)

    [service] = [value for value in space.values() if hasattr(value, "api_client")]
    service.close()


@pytest.mark.parametrize("name", [*SERVICES, "common"])
def test_pages_show_all_types_and_links_lead_to_one(name: str) -> None:
    module = module_name(name)
    text = pages()[f"reference/{docs_pages.page(name)}-types.md"]
    shown = set(re.findall(rf"^### `(\w+)` {{ #tc\.types\.{module}\.\1 }}$", text, re.MULTILINE))
    common = set(re.findall(r"^### `(\w+)`", pages()["reference/common-types.md"], re.MULTILINE))
    assert shown | common >= set(getattr(tc.types, module).__all__)
    linked = set(re.findall(rf"\]\[tc\.types\.{module}\.(\w+)\]", text))
    assert linked <= shown


@pytest.mark.parametrize("name", SERVICES)
def test_pages_of_types_say_what_each_key_is(name: str) -> None:
    text = pages()[f"reference/{docs_pages.page(name)}-types.md"]
    shown = set(re.findall(r"^\| `(\w+)` \| [A-Z`].*\. \|$", text, re.MULTILINE))
    words = Facts.read().descriptions[name]
    described = {
        key for place, keys in structures(SERVICES[name]).items() for key in keys if words.line(place, key)
    }
    assert shown == described
    assert '"""' not in text


def test_keys_that_are_left_out_are_listed_with_the_reason() -> None:
    text = pages()["reference/keys.md"]
    listed = re.findall(r"^\| `(\S+)` \| `(\w+)` \| .+\. \|$", text, re.MULTILINE)
    words = Facts.read().descriptions.values()
    left_out = [(place, key) for w in words for place, keys in w.left_out.items() for key in keys]
    assert sorted(listed) == sorted(left_out)
    assert left_out


@pytest.mark.parametrize("name", SERVICES)
def test_pages_begin_with_what_people_use(name: str) -> None:
    names = [method["name"] for method in SERVICES[name]["methods"]]
    first = Facts.read().descriptions[name].page["first"]
    order = docs_pages.in_order(first, names)
    assert sorted(order) == sorted(names)
    assert order[: len(first)] == first
    rows = re.findall(r"^\| \[`(\w+)`\]\[tc", pages()[f"reference/{docs_pages.page(name)}.md"], re.MULTILINE)
    assert rows == order


def test_page_with_a_method_that_is_gone_names_it() -> None:
    words = Descriptions(page={"first": ["get", "read"]})
    with pytest.raises(FactsError, match=r"\[page\] has entries that match nothing: read"):
        words.check(SERVICES["secrets"])


def test_plot_has_a_point_for_each_row_and_a_line_for_each_client() -> None:
    rows = [(1, 100, 400), (10, 80, 300), (100, 90, 200)]
    table = "\n".join(f"| async calls, {at} at a time | {a} us | {b} us | 0.3 |" for at, a, b in rows)
    lines = re.findall(r'class="cost-(ours|theirs)" d="M([^"]+)"', docs_pages.cost_plot(table))
    heights = {kind: [float(point.split()[1]) for point in path.split(" L")] for kind, path in lines}
    # The axis goes from 0, at 270, to 400, at 50.
    assert heights == {
        "ours": pytest.approx([215, 226, 220.5], abs=0.06),
        "theirs": pytest.approx([50, 105, 160], abs=0.06),
    }
    assert docs_pages.cost_plot("| blocking calls | 1 us | 2 us |") == ""


def test_pages_show_examples_whole() -> None:
    for path in docs_pages.example_files():
        assert path.read_text("utf-8").rstrip() in pages()["examples.md"]


def test_results_are_put_below_a_page(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    assert docs_pages.with_results("# Page\n", results) == "# Page\n"
    results.write_text("# Results\n\nA machine.\n\n## Calls\n\n| a |\n", "utf-8")

    inner = "\n\nA machine.\n\n### Calls\n\n| a |\n\n"
    below = f'<div class="results" markdown>{inner}</div>\n'
    assert docs_pages.with_results("# Page\n", results) == f"# Page\n\n{below}"


def test_site_that_does_not_work_from_disk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    index = tmp_path / "search" / "search_index.js"
    (tmp_path / "page.html").write_text('<script src="search/search_index.js"></script>', "utf-8")
    [problem] = docs_pages.problems_from_disk(tmp_path / "search")
    assert "expected the index" in problem
    index.write_text('var __index = {"docs": []}', "utf-8")
    assert list(docs_pages.problems_from_disk(tmp_path)) == []
    for script in ("https://example.com/x.js", "missing.js"):
        (tmp_path / "page.html").write_text(f'<script async src="{script}">', "utf-8")
        problem = f"page.html: expected a script of the site, got {script}"
        assert list(docs_pages.problems_from_disk(tmp_path)) == [problem]


@pytest.mark.parametrize("name", PACKAGE["tc.errors"])
def test_page_of_errors_says_what_causes_each_and_what_to_do(name: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / "errors.md").read_text("utf-8")
    tree = text.partition("```text\n")[2].partition("```")[0]
    assert re.search(rf"^\W*{name}\b", tree, re.MULTILINE)
    if name == "TaskclusterError":  # the base of all
        return
    [row] = re.findall(rf"^\| `{name}`(?: \(\w+\))? \| (.+) \|$", text, re.MULTILINE)
    cause, advice = row.split(" | ")
    assert min(len(cause), len(advice)) > 20
