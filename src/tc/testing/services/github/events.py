"""Made-up GitHub events, with what templates use of the real ones.

https://docs.github.com/en/webhooks/webhook-events-and-payloads
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tc.timestamps import to_json_date

if TYPE_CHECKING:
    from datetime import datetime

SHA, BEFORE = "ee6a2fc800ec9bbbc9a8f1b8fd2d1b4ea3f3d4a7", "8f3b5c1d2e4a69780b1c2d3e4f5061728394a5b6"
BRANCH = "main"
USER: dict[str, Any] = {"login": "octocat", "id": 1, "type": "User"}


def make(fake: Mapping[str, Any], organization: str, repository: str, now: datetime) -> dict[str, Any]:
    """The body of an event.

    Args:
        fake: `type`, mostly `action`, and `overrides` that are laid over the body.
        organization, repository: Where it happens.
        now: When.
    """
    repo = make_repository(organization, repository)
    kind = fake["type"].removeprefix("github-").removesuffix("-untrusted")
    makers = {"push": push, "pull-request": pull_request, "release": release, "issue-comment": issue_comment}
    body = {**makers[kind](repo, now), "repository": repo, "sender": USER}
    if "action" in fake:
        body["action"] = fake["action"]
    return merge(body, fake.get("overrides", {}))


def merge(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """An object laid over another, objects within them too."""
    merged = dict(base)
    for key, value in over.items():
        there = merged.get(key)
        merged[key] = merge(there, value) if isinstance(there, dict) and isinstance(value, dict) else value
    return merged


def make_repository(organization: str, repository: str) -> dict[str, Any]:
    """A repository."""
    url = f"https://github.com/{organization}/{repository}"
    return {
        "id": 2,
        "name": repository,
        "full_name": f"{organization}/{repository}",
        "owner": {"login": organization, "name": organization, "type": "Organization"},
        "private": False,
        "fork": False,
        "html_url": url,
        "url": url,
        "clone_url": f"{url}.git",
        "git_url": f"git://github.com/{organization}/{repository}.git",
        "ssh_url": f"git@github.com:{organization}/{repository}.git",
        "default_branch": BRANCH,
    }


def push(repo: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A push of one commit to the default branch."""
    author = {"name": "Octo Cat", "email": "octocat@example.com", "username": USER["login"]}
    commit = {
        "id": SHA,
        "message": "A commit",
        "timestamp": to_json_date(now),
        "url": f"{repo['html_url']}/commit/{SHA}",
        "author": author,
        "committer": author,
        "added": [],
        "removed": [],
        "modified": ["README.md"],
    }
    return {
        "ref": f"refs/heads/{BRANCH}",
        "base_ref": None,
        "before": BEFORE,
        "after": SHA,
        "created": False,
        "deleted": False,
        "forced": False,
        "compare": f"{repo['html_url']}/compare/{BEFORE}...{SHA}",
        "commits": [commit],
        "head_commit": commit,
        "pusher": {"name": USER["login"], "email": "octocat@example.com"},
    }


def pull_request(repo: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A pull request from a branch of the same repository."""

    def end(branch: str, sha: str) -> dict[str, Any]:
        owner = repo["owner"]
        return {"label": f"{owner['login']}:{branch}", "ref": branch, "sha": sha, "user": owner, "repo": repo}

    request = {
        "id": 3,
        "number": 1,
        "state": "open",
        "draft": False,
        "merged": False,
        "title": "A pull request",
        "body": "What it does",
        "user": USER,
        "labels": [],
        "created_at": to_json_date(now),
        "updated_at": to_json_date(now),
        "url": f"https://api.github.com/repos/{repo['full_name']}/pulls/1",
        "html_url": f"{repo['html_url']}/pull/1",
        "author_association": "MEMBER",
        "head": end("a-branch", SHA),
        "base": end(BRANCH, BEFORE),
    }
    return {"number": 1, "pull_request": request}


def release(repo: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A release."""
    made = {
        "id": 4,
        "tag_name": "v1.0.0",
        "target_commitish": BRANCH,
        "name": "v1.0.0",
        "body": "What is new",
        "draft": False,
        "prerelease": False,
        "author": USER,
        "created_at": to_json_date(now),
        "published_at": to_json_date(now),
        "html_url": f"{repo['html_url']}/releases/tag/v1.0.0",
        "assets": [],
    }
    return {"release": made}


def issue_comment(repo: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A comment on a pull request that asks Taskcluster for something."""
    url = f"{repo['html_url']}/pull/1"
    issue = {"number": 1, "title": "A pull request", "state": "open", "user": USER, "html_url": url}
    issue["pull_request"] = {"html_url": url}
    comment = {"id": 5, "body": "/taskcluster test", "user": USER, "html_url": f"{url}#issuecomment-5"}
    return {
        "issue": issue,
        "comment": {**comment, "created_at": to_json_date(now), "author_association": "MEMBER"},
        "taskcluster_comment": "test",
    }
