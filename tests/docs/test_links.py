"""Links into Taskcluster's manual: only to pages that were seen there, as nothing asks the network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from facts import Facts

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"https://docs\.taskcluster\.net/docs/([\w/-]+)")
MANUAL = {
    "manual/design/apis/errors",
    "manual/design/apis/hawk",
    "manual/design/apis/hawk/clients",
    "manual/design/apis/hawk/roles",
    "manual/design/apis/hawk/scopes",
    "manual/design/apis/hawk/temporary-credentials",
    "manual/design/apis/pulse",
    "manual/design/apis/reference-format",
    "manual/design/conventions/actions",
    "reference",
    "reference/integrations/github/taskcluster-yml-v1",
    "reference/platform/object/download-methods",
    "reference/platform/object/upload-methods",
    "reference/platform/queue/artifacts",
    "reference/platform/queue/task-life-cycle",
    "reference/platform/queue/task-schema",
    "reference/workers/generic-worker",
}
SECTIONS = {
    "core": {"hooks", "index", "notify", "purge-cache", "secrets", "web-server", "worker-manager"},
    "integrations": {"github"},
    "platform": {"auth", "object", "queue"},
}
SERVICES = {f"reference/{section}/{name}" for section, names in SECTIONS.items() for name in names}
PAGES = MANUAL | SERVICES | {f"{page}/{part}" for page in SERVICES for part in ("api", "exchanges")}
FILES = [
    *(path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py")),
    *(ROOT / "docs").rglob("*.md"),
    *ROOT.glob("*.md"),
]


def test_links_to_the_manual_lead_to_pages_that_were_seen() -> None:
    found = {(link.rstrip("/"), path) for path in FILES for link in LINK.findall(path.read_text("utf-8"))}
    assert len(found) > 20
    assert [(link, path) for link, path in found if link not in PAGES] == []


@pytest.mark.parametrize("service", Facts.read().services)
def test_manual_of_a_service_is_in_its_section(service: str) -> None:
    assert Facts.read().services[service]["manual"].partition("/docs/")[2] in SERVICES
