"""The program itself: its groups of commands, and where each is."""

from __future__ import annotations

from tc.cli.base import PROGRAM, LazyGroup, common_options

COMMANDS = {
    "api": ("tc.cli.api", "api", "Call any method of any service."),
    "from-now": ("tc.cli.small", "from_now", "Print the moment that lies an offset away, such as `2 hours`."),
    "slugid": ("tc.cli.small", "slugid", "Make slug ids, and turn them into UUIDs and back."),
    "completion": ("tc.cli.small", "completion", "Print the script that completes commands in a shell."),
    "version": ("tc.cli.small", "version", "Print the version."),
}

app = LazyGroup(
    PROGRAM,
    homes=COMMANDS,
    params=common_options(),
    help="""The command line of Taskcluster.

    The deployment is that of TASKCLUSTER_ROOT_URL, or of --root-url; credentials are those of
    TASKCLUSTER_CLIENT_ID, TASKCLUSTER_ACCESS_TOKEN and TASKCLUSTER_CERTIFICATE. Within a task,
    TASKCLUSTER_PROXY_URL takes their place.

    Data goes to the standard output, all else to the standard error. The exit status is 0 if it was done, 1
    if a service or the task said no, 2 for wrong usage, 130 if interrupted.""",
)
