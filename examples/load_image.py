"""Hand an artifact to the standard input of a program, such as a docker image to `docker load`.

python examples/load_image.py <task id> public/image.tar.gz -- docker load
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys

import tc


def main(argv: list[str] | None = None) -> int:
    """Run the program, and give it the artifact as it comes."""
    parser = argparse.ArgumentParser(description="Hand an artifact to the standard input of a program")
    parser.add_argument("task_id")
    parser.add_argument("artifact", help="its name, such as public/image.tar.gz")
    parser.add_argument("command", nargs="+", help="such as -- docker load")
    args = parser.parse_args(argv)

    try:
        with (
            tc.sync.Queue.from_env() as queue,
            tc.sync.open_artifact(queue, args.task_id, args.artifact) as image,
            subprocess.Popen(args.command, stdin=subprocess.PIPE) as program,
        ):
            assert program.stdin is not None
            try:
                shutil.copyfileobj(image, program.stdin, 1024 * 1024)
                program.stdin.close()
            except BaseException:
                program.kill()  # it must not take a part of the image, or a damaged one, for the whole
                raise
    except (tc.APIError, tc.TransferError, BrokenPipeError) as error:
        print(error, file=sys.stderr)
        return 1
    return program.returncode


if __name__ == "__main__":
    sys.exit(main())
