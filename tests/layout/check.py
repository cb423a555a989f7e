#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps the arrows of ARCHITECTURE.md true: which room may include what.

All headers of the packages lie in /usr/include, so a link list cannot stop a wrong include; this does.

  tests/layout/check.py              checks the repository
  tests/layout/check.py --self-test  plants one wrong line of each kind and expects to find it
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Room -> rooms and generated code that it may include. A longer path wins over a shorter one.
ALLOWED = {
    "base": ["base", "google/protobuf", "google/rpc", "heng/v1/annotations"],
    "scoring": ["base", "scoring", "heng/v1", "google/type"],
    "analysis": ["base", "analysis", "heng/storage/v1/analysis"],
    "storage": ["base", "analysis", "storage", "heng/storage/v1/analysis", "heng/storage/v1/records",
                "heng/storage/v1/storage_service.pb", "google/protobuf", "google/rpc"],
    "storage/memory": ["base", "storage"],
    "storage/rocksdb": ["base", "storage", "rocksdb"],
    "clients/cpp": ["base", "clients/cpp", "heng/client", "heng/v1", "heng/storage/v1", "google/protobuf",
                    "google/rpc", "grpcpp", "grpc"],
    "clients/cli": ["base", "clients/cli", "clients/forms", "clients/spreadsheet", "heng/client", "clients/cpp/mocks", "heng/v1", "google/protobuf",
                    "google/rpc", "google/type", "CLI"],
    "clients/forms": ["base", "clients/forms", "clients/spreadsheet", "heng/v1", "google/protobuf", "google/type"],
    "clients/spreadsheet": ["base", "clients/spreadsheet"],
    "services/rpc": ["base", "services/rpc", "heng/client", "clients/cpp", "google/protobuf", "google/rpc",
                     "grpcpp", "grpc", "CLI"],
    "services/scoring": ["base", "services/rpc", "services/scoring", "services/analysis/analysis_service", "scoring",
                         "heng/client", "clients/cpp", "heng/v1", "heng/storage/v1", "google/protobuf", "google/rpc",
                         "grpcpp", "grpc", "CLI"],
    "services/analysis": ["base", "analysis", "services/rpc", "services/analysis", "heng/client", "heng/v1", "heng/storage/v1",
                          "google/protobuf", "google/rpc", "grpcpp", "grpc"],
    "services/storage": ["base", "services/rpc", "services/storage", "storage", "heng/storage/v1", "grpcpp", "grpc",
                         "CLI"],
}
# Everywhere: what is not ours and holds no arrow.
NEUTRAL = ["absl", "gtest", "gmock", "gmpxx", "openssl", "nlohmann", "benchmark"]
# Where a neutral package is not neutral after all.
FORBIDDEN = {"scoring": ["<thread>", "<fstream>", "<mutex>", "<chrono>", "absl/time/clock.h", "base/clock.h", "base/log.h"]}
# Packages that one room wraps for all others.
WRAPPED = {"zip.h": ["clients/spreadsheet/"], "expat.h": ["clients/spreadsheet/"], "xlsxwriter.h": ["clients/forms/", "clients/spreadsheet/"]}
# Tests of the general checks need messages to check.
TESTS_MAY = {"base": ["heng/v1"], "scoring": ["google/protobuf"],
             "services/scoring": ["storage"], "services/analysis": ["storage", "clients/cpp/mocks"]}
# Binary floating point near a score.
NO_FLOAT = re.compile(r"\b(float|double)\b")
NO_FLOAT_ROOMS = ["scoring/", "analysis/", "storage/columns/", "base/decimal", "base/ratio"]
# Words of unfinished work, and paths of one machine.
ANYWHERE = re.compile(r"/(?:work|home|Users)/|\.\./shared|\bTODO\b|\bFIXME\b|\bXXX\b")
INCLUDE = re.compile(r'^\s*#include\s+([<"][^>"]+[>"])')
LICENCE = "SPDX-License-Identifier: Apache-2.0"


def is_test(path):
    return path.endswith("_test.cc") or "/testing/" in path or path.startswith("tests/")


def room_of(path):
    rooms = [room for room in ALLOWED if path.startswith(room + "/")]
    return max(rooms, key=len) if rooms else None


def wrong_include(path, include):
    """Says why `path` may not include `include`, or None."""
    room = room_of(path)
    if room is None:
        return None
    target = include.strip('<>"')
    for word in FORBIDDEN.get(room.split("/")[0], []):
        if not is_test(path) and (word == include or target.startswith(word)):
            return f"{room} knows nothing of {word}"
    if target in WRAPPED and not any(path.startswith(folder) for folder in WRAPPED[target]):
        return f"{target} is for {', '.join(WRAPPED[target])}"
    if "/" not in target or any(target.startswith(name) for name in NEUTRAL) or target.startswith("sys/"):
        return None
    if target.endswith(".h") and target.split("/")[0] in ("netinet", "arpa", "linux"):
        return None
    allowed = ALLOWED[room] + (TESTS_MAY.get(room, []) if is_test(path) else [])
    if any(target.startswith(prefix) for prefix in allowed):
        return None
    return f"{room} may not include {target}"


def problems_of_line(path, number, line, source):
    found = []
    match = INCLUDE.match(line) if source else None
    if match:
        why = wrong_include(path, match.group(1))
        if why:
            found.append(f"{path}:{number}: {why}")
    code = line.split("//")[0]
    if source and not is_test(path) and any(path.startswith(room) for room in NO_FLOAT_ROOMS) and NO_FLOAT.search(code):
        found.append(f"{path}:{number}: binary floating point near a score")
    if path != "tests/layout/check.py" and ANYWHERE.search(line):
        found.append(f"{path}:{number}: does not belong in the repository: {line.strip()[:80]}")
    return found


def problems_of_file(path, text):
    source = path.endswith((".cc", ".h"))
    found = []
    if path.endswith((".cc", ".h", ".proto", ".py", ".sh", ".cmake", "CMakeLists.txt")) and LICENCE not in text[:200]:
        found.append(f"{path}:1: the licence line is missing")
    if path.endswith(".h") and "#pragma once" not in text:
        found.append(f"{path}:1: #pragma once is missing")
    for number, line in enumerate(text.splitlines(), 1):
        found.extend(problems_of_line(path, number, line, source))
    return found


def tracked_files():
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    for path in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        file = ROOT / path
        if file.is_file() and file.suffix not in (".json", ".png"):
            yield path, file.read_text(encoding="utf-8")


def self_test():
    licence = f"// {LICENCE}\n"
    planted = {
        "scoring/x.cc": licence + "#include <grpcpp/grpcpp.h>\n",
        "scoring/y.cc": licence + '#include "storage/engine.h"\n',
        "scoring/z.cc": licence + "double points = 0.1;\n",
        "analysis/x.cc": licence + '#include "storage/engine.h"\n',
        "services/analysis/x.cc": licence + '#include "services/scoring/repository.h"\n',
        "scoring/clock.cc": licence + '#include "base/clock.h"\n',
        "storage/x.cc": licence + "#include <rocksdb/db.h>\n",
        "storage/y.cc": licence + '#include "scoring/scorer.h"\n',
        "base/x.cc": licence + '#include "heng/v1/scheme.pb.h"\n',
        "clients/cli/x.cc": licence + '#include "scoring/scorer.h"\n',
        "services/storage/x.cc": licence + '#include "scoring/scorer.h"\n',
        "clients/cli/zip.cc": licence + "#include <zip.h>\n",
        "storage/expat.cc": licence + "#include <expat.h>\n",
        "clients/spreadsheet/x.cc": licence + '#include "heng/v1/evaluation.pb.h"\n',
        "clients/spreadsheet/y.cc": licence + '#include "clients/cli/table.h"\n',
        "base/y.h": licence,
        "base/z.cc": "int x;\n",
        "docs/x.md": "see /home/" + "somewhere\n",
    }
    missed = [path for path, text in planted.items() if not problems_of_file(path, text)]
    good = {"scoring/good.cc": licence + '#include "base/decimal.h"\n#include "heng/v1/scheme.pb.h"\n'}
    wrong = [path for path, text in good.items() if problems_of_file(path, text)]
    if missed or wrong:
        print(f"layout: self-test failed: missed {missed}, wrongly reported {wrong}")
        return 1
    print(f"layout: self-test found all {len(planted)} planted lines")
    return 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    problems = [problem for path, text in tracked_files() for problem in problems_of_file(path, text)]
    for problem in problems:
        print(problem)
    if problems:
        print(f"layout: {len(problems)} problems; ARCHITECTURE.md says which way the arrows point")
        return 1
    print("layout: all arrows are true")
    return 0


if __name__ == "__main__":
    sys.exit(main())
