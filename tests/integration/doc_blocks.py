#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps a page true to what it shows: runs its commands and compares what they print, and its listings with the files.

  tests/integration/doc_blocks.py PAGE...        HENG_SERVER is the address of heng-scoring; the programs are in PATH
  tests/integration/doc_blocks.py --self-test    plants a false line of each kind and expects to find it

What a block is stands behind its language:

  ```cpp examples/calls/submit_form.cc    the file word for word, without its licence line
  ```sh run                               commands; blocks run one after the other in one folder, and exported variables last
  ```text output [exit=N]                 what the block before printed to standard output, and its exit code

Commands run beside links to examples/, proto/ and schemes/, and 127.0.0.1:7401 stands for the server.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+) ([^\n]+)\n(.*?)^```$", re.M | re.S)
LICENCE = re.compile(r"^(?:#!.*\n)?(?://|#) SPDX-License-Identifier: .*\n(?:(?://|#)\n)?")
EXIT = re.compile(r"exit=(\d+)")


def listing_problem(path, text):
    file = ROOT / path
    if not file.is_file():
        return f"{path}: there is no such file"
    want = LICENCE.sub("", file.read_text(encoding="utf-8"))
    return None if text == want else f"{path}: the page shows something else than the file"


class Shell:
    """One folder and one environment, in which blocks run one after the other."""

    def __init__(self, folder, server):
        self.folder = folder
        self.server = server
        for name in ("examples", "proto", "schemes"):
            (folder / name).symlink_to(ROOT / name)
        # Debian's own Python, because its packages are those that the page asks for.
        (folder / "bin").mkdir()
        (folder / "bin/python3").symlink_to("/usr/bin/python3")

    def run(self, commands):
        commands = commands.replace("127.0.0.1:7401", self.server)
        variables = self.folder / "variables"
        script = f"set -eo pipefail\n[ ! -e {variables} ] || . {variables}\ntrap 'export -p >{variables}' EXIT\n{commands}"
        environment = {**os.environ, "TMPDIR": str(self.folder), "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        return subprocess.run(["bash", "-c", script], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, check=False)


def problems_of_page(text, shell):
    """Every block that is not true. A command without an output block must succeed."""
    problems = []
    done = None  # what ran and was not compared yet
    blocks = [match.groups() for match in BLOCK.finditer(text)]
    for number, (_, info, body) in enumerate(blocks):
        if info == "run":
            done = shell.run(body)
            compared = number + 1 < len(blocks) and blocks[number + 1][1].startswith("output")
            if not compared and done.returncode != 0:
                problems.append(f"failed with {done.returncode}:\n{body}{done.stdout}{done.stderr}")
        elif info.startswith("output"):
            want = EXIT.search(info)
            if done.stdout != body or done.returncode != int(want.group(1) if want else 0):
                problems.append(f"the page says:\n{body}but it printed, with exit code {done.returncode}:\n"
                                f"{done.stdout}{done.stderr}")
        else:
            problems.append(listing_problem(info, body))
    if not blocks:
        problems.append("there is nothing to check")
    return [problem for problem in problems if problem]


def check(text):
    with tempfile.TemporaryDirectory() as folder:
        return problems_of_page(text, Shell(pathlib.Path(folder), os.environ.get("HENG_SERVER", "")))


def self_test():
    licence = LICENCE.sub("", (ROOT / "buf.yaml").read_text(encoding="utf-8"))
    true = f"```yaml buf.yaml\n{licence}```\n```sh run\nexport a=b\n```\n```sh run\necho $a; false\n```\n```text output exit=1\nb\n```\n"
    false = {"a line of a listing": true.replace("version", "Version", 1), "an output": true.replace("\nb\n", "\nc\n"),
             "an exit code": true.replace("exit=1", "exit=2"), "a command": true.replace("export a=b", "nonesuch"),
             "a file": true.replace(" buf.yaml", " nonesuch.yaml"), "a page without blocks": "text\n"}
    missed = [name for name, text in false.items() if text == true or not check(text)]
    if missed or check(true):
        sys.exit(f"doc_blocks: self-test failed: not found: {missed}; found in a true page: {check(true)}")
    print(f"doc_blocks: found all {len(false)} planted lies")


def main():
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        return
    for page in sys.argv[1:]:
        problems = check((ROOT / page).read_text(encoding="utf-8"))
        if problems:
            sys.exit(f"{page}: " + "\n".join(problems))
        print(f"{page}: commands and listings are true")


if __name__ == "__main__":
    main()
