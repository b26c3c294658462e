"""The program itself: its groups of commands, and where each is."""

from __future__ import annotations

from tc.cli.base import PROGRAM, LazyGroup

COMMANDS = {
    "api": ("tc.cli.api", "api", "Call any method of any service."),
    "task": ("tc.cli.task", "task", "Look at tasks, make them, run them again, wait for them."),
    "group": ("tc.cli.group", "group", "Look at task groups, watch them, cancel them."),
    "download": ("tc.cli.transfer", "download", "Download artifacts and objects, verified."),
    "upload": ("tc.cli.transfer", "upload", "Upload artifacts and objects."),
    "index": ("tc.cli.index", "index", "Find tasks, and their artifacts, by names of the index."),
    "secret": ("tc.cli.secret", "secret", "Read and write secrets."),
    "hook": ("tc.cli.hook", "hook", "List hooks, see when they fired, and have them fire."),
    "worker": ("tc.cli.worker", "worker", "List worker pools and workers; quarantine."),
    "auth": ("tc.cli.auth", "auth", "See who you are, sign in, make temporary credentials."),
    "action": ("tc.cli.action", "action", "List and run the actions of a task group."),
    "pulse": ("tc.cli.pulse", "pulse", "Listen to the messages of the services."),
    "local": ("tc.cli.local", "local", "Run a local Taskcluster, or a command inside one."),
    "from-now": ("tc.cli.small", "from_now", "Print the moment that lies an offset away, such as `2 hours`."),
    "slugid": ("tc.cli.small", "slugid", "Make slug ids, and turn them into UUIDs and back."),
    "completion": ("tc.cli.small", "completion", "Print the script that completes commands in a shell."),
    "version": ("tc.cli.small", "version", "Print the version."),
}

app: LazyGroup = LazyGroup(
    PROGRAM,
    homes=COMMANDS,
    help="""The command line of Taskcluster.

    The deployment is that of TASKCLUSTER_ROOT_URL, or of --root-url; credentials are those of
    TASKCLUSTER_CLIENT_ID, TASKCLUSTER_ACCESS_TOKEN and TASKCLUSTER_CERTIFICATE. Within a task,
    TASKCLUSTER_PROXY_URL takes their place.

    Data goes to the standard output, all else to the standard error. The exit status is 0 if it was done, 1
    if a service or the task said no, 2 for wrong usage, 130 if interrupted.""",
)
