# SPDX-License-Identifier: Apache-2.0
"""Certificates that the program writes, replayed; and certificates with something wrong in them, refused."""

import collections
import copy
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

import canonical
import fields
import forms
import replay

WRITER = pathlib.Path(os.environ.get("HENG_BIN_DIR", ".")) / "write_certificates"
FORM_COUNT = 200

# What the program computes; every other number of a certificate is an input, after which something else may follow.
COMPUTED = {
    "ExecutionNode": "clause exact_rate_percent rate_percent exact_points points",
    "IndicatorNode": "clause exact_completion_percent completion_percent rule_points exact_points points",
    "PointsDeduction": "kind points",
    "ClassNode": "exact_points points",
    "GoalNode": "exact_points exact_weighted_points weighted_points",
    "TotalNode": "weight_points applicable_weight_points points grade_code",
    "TotalStep": "clause exact_points limit_points points",
}


def write(*arguments):
    subprocess.run([WRITER, *map(str, arguments)], check=True)


def folder():
    return tempfile.TemporaryDirectory(prefix="heng_certificates_")


class Certificates:
    """The certificates of the golden cases and of the forms, written once."""

    def __init__(self):
        self.folder = folder()
        root = pathlib.Path(self.folder.name)
        self.golden, self.forms = root / "golden", root / "forms"
        self.golden.mkdir()
        self.forms.mkdir()
        lines = root / "forms.jsonl"
        lines.write_text("".join(json.dumps(forms.form(seed), ensure_ascii=False) + "\n" for seed in range(FORM_COUNT)))
        write("golden", ROOT / "schemes/gansu-overall.json", ROOT / "tests/golden/cases", self.golden)
        write("forms", lines, self.forms)

    def all(self):
        for path in sorted(self.golden.iterdir()) + sorted(self.forms.iterdir()):
            yield path.name, path.read_bytes()


certificates = None


def setUpModule():
    global certificates
    certificates = Certificates()


def tearDownModule():
    certificates.folder.cleanup()


def outcome(data):
    """"" if everything follows, else the complaint."""
    try:
        replay.replay(data)
    except (replay.DoesNotFollow, canonical.NotCanonical, fields.UnknownField) as error:
        return str(error)
    return ""


def messages(type_name, message):
    """The message and those below it, with their types."""
    yield type_name.rpartition(".")[2], message
    for number, field in message.items():
        if field.kind == "m":
            of_type = fields.TYPES[type_name][number][3]
            for value in field.value if field.repeated else [field.value]:
                yield from messages(of_type, value)


def other(kind, value):
    """Another value of the kind: the last digit of a number is another one."""
    if kind == "e":
        return value + 1
    if kind in "sd" and value[-1].isdigit():
        last = (int(value[-1]) + 1) % 10
        return value[:-1] + str(last if last or "." not in value else 5)
    return value + "x"


def changed(data, type_name, index, number):
    """The certificate with one computed field of one message changed, canonical again."""
    encoding = copy.deepcopy(canonical.read(data))
    message = [m for t, m in messages(fields.CERTIFICATE, encoding.message) if t == type_name][index]
    field = message[number]
    message[number] = field._replace(value=other(field.kind, field.value))
    return canonical.write(encoding)


def computed_fields(data):
    """(type, index among messages of the type, field number) of everything that was computed."""
    seen = collections.Counter()
    for type_name, message in messages(fields.CERTIFICATE, canonical.read(data).message):
        index = seen[type_name]
        seen[type_name] += 1
        if type_name not in COMPUTED:
            continue
        names = fields.TYPES["heng.v1." + type_name]
        for number in message:
            if names[number][0] in COMPUTED[type_name].split():
                yield type_name, index, number


class Replay(unittest.TestCase):
    def test_every_golden_case_follows(self):
        names = {path.stem for path in (ROOT / "tests/golden/cases").glob("*.json")}
        self.assertEqual({path.stem for path in certificates.golden.iterdir()}, names)
        for path in certificates.golden.iterdir():
            self.assertEqual(outcome(path.read_bytes()), "", path.name)

    def test_the_reference_case_has_the_printed_total(self):
        path = certificates.golden / "liangzhou-federation-of-trade-unions-2024.certificate"
        certificate, digest = replay.replay(path.read_bytes())
        self.assertEqual(certificate["total"]["points"], "92.62")
        self.assertEqual(digest, hashlib.sha256(path.read_bytes()).hexdigest())

    def test_forms_of_every_kind_follow(self):
        self.assertEqual(len(list(certificates.forms.iterdir())), FORM_COUNT)
        for path in certificates.forms.iterdir():
            self.assertEqual(outcome(path.read_bytes()), "", path.name)

    def test_every_clause_option_and_rounding_turns_up_in_some_form(self):
        seen = collections.defaultdict(set)
        for _, data in certificates.all():
            for type_name, message in messages(fields.CERTIFICATE, canonical.read(data).message):
                for number, (name, kind, repeated, of_type) in fields.TYPES.get("heng.v1." + type_name, {}).items():
                    if kind == "e" and number in message:
                        seen[of_type].add(fields.enum_name(of_type, message[number].value))
        for enum, (_, names) in fields.ENUMS.items():
            wanted = set(names.split()) - {"UNSPECIFIED"}
            if enum == "BetterValue":  # no input of any rule: the table says it all
                continue
            if enum == "OverCompletionEffect":  # a finding, whatever the reason
                wanted.remove("REASON")
            self.assertEqual(wanted - seen[enum], set(), enum)

    def test_every_field_turns_up_in_some_form(self):
        seen = collections.defaultdict(set)
        for _, data in certificates.all():
            for type_name, message in messages(fields.CERTIFICATE, canonical.read(data).message):
                seen[type_name].update(message)
        never = {"Band.description", "OverCompletionThreshold.deducted_share"}
        for type_name, numbers in fields.TYPES.items():
            short = type_name.rpartition(".")[2]
            missing = {f"{short}.{name}" for number, (name, *_) in numbers.items() if number not in seen[short]}
            self.assertEqual(missing - never, set())


class Tampering(unittest.TestCase):
    def tampered(self):
        golden = sorted(certificates.golden.iterdir())
        some_forms = sorted(certificates.forms.iterdir())[:10]
        return [(path.name, path.read_bytes()) for path in golden + some_forms]

    def test_no_computed_number_or_clause_can_be_changed_unseen(self):
        count = 0
        for name, data in self.tampered():
            for place in computed_fields(data):
                self.assertNotEqual(outcome(changed(data, *place)), "", f"{name} {place}")
                count += 1
        self.assertGreater(count, 1000)

    def test_the_complaint_names_node_and_field(self):
        path = certificates.golden / "liangzhou-federation-of-trade-unions-2024.certificate"
        node, number = "IndicatorNode", 31
        complaint = outcome(changed(path.read_bytes(), node, 2, number))
        self.assertRegex(complaint, r"^indicators\[2\] \(.+\) points: says '.+', want '.+'$")

    def test_no_computed_field_can_be_left_out(self):
        for name, data in self.tampered()[-3:]:
            for type_name, index, number in computed_fields(data):
                encoding = canonical.read(data)
                found = [m for t, m in messages(fields.CERTIFICATE, encoding.message) if t == type_name]
                del found[index][number]
                self.assertNotEqual(outcome(canonical.write(encoding)), "", f"{name} {type_name}[{index}] {number}")

    def test_a_row_cannot_be_added_or_left_out(self):
        for name, data in self.tampered():
            encoding = canonical.read(data)
            rows = encoding.message[7].value if 7 in encoding.message else []  # a form of execution alone
            weighing = [i for i, row in enumerate(rows) if 5 in row]
            if not weighing:
                continue
            del rows[weighing[0]]
            self.assertNotEqual(outcome(canonical.write(encoding)), "", name)

    def test_every_changed_byte_changes_the_hash(self):
        data = next(certificates.golden.iterdir()).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        for at in range(0, len(data), 7):
            flipped = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            self.assertNotEqual(hashlib.sha256(flipped).hexdigest(), digest)


class Canonical(unittest.TestCase):
    def refused(self, data, why):
        with self.assertRaisesRegex(canonical.NotCanonical, why):
            canonical.read(data)

    def test_reads_back_what_the_program_wrote(self):
        for name, data in certificates.all():
            self.assertEqual(canonical.write(canonical.read(data)), data, name)

    def test_refuses_what_the_encoding_would_not_write(self):
        head = bytes([1]) + (1).to_bytes(4, "big") + b"t"
        field = lambda number, rest: number.to_bytes(4, "big") + rest
        text = lambda t: len(t).to_bytes(4, "big") + t
        self.refused(b"", "bytes wanted")
        self.refused(b"\2" + head[1:], "version 1 wanted")
        self.refused(head + field(2, b"s" + text(b"a")) + field(1, b"s" + text(b"a")), "field 1 stands behind field 2")
        self.refused(head + field(1, b"s" + text(b"a")) * 2, "field 1 stands behind field 1")
        self.refused(head + field(1, b"s" + text(b"")), "a default is written")
        self.refused(head + field(1, b"m" + text(b"")), "a default is written")
        self.refused(head + field(1, b"e" + bytes(4)), "a default is written")
        self.refused(head + field(1, b"d" + text(b"1.50")), "shortest form")
        self.refused(head + field(1, b"rs" + bytes(4)), "an empty list is written")
        self.refused(head + field(1, b"q" + text(b"a")), "unknown kind")
        self.refused(head + field(1, b"b\2"), "a bool is 0 or 1")
        self.refused(head + field(1, b"s" + text(b"\xff")), "not UTF-8")
        self.refused(head + field(1, b"s" + text(b"abc")[:-1]), "bytes wanted")


class Documentation(unittest.TestCase):
    def proto_fields(self):
        found = {}
        for path in [*(ROOT / "proto/heng/v1").glob("*.proto")]:
            for name, body in re.findall(r"^message (\w+) \{\n(.*?)^\}", path.read_text(), re.M | re.S):
                rows = re.findall(r"^  (repeated )?([\w.]+) (\w+) = (\d+)(.*?);", body, re.M | re.S)
                found["heng.v1." + name] = {int(number): (label, bool(many), kind, options) for many, kind, label, number, options in rows}
        return found

    def test_the_fields_are_those_of_the_proto_files(self):
        proto = self.proto_fields()
        for type_name, numbers in fields.TYPES.items():
            if type_name == "google.type.Date":
                continue
            self.assertEqual(set(numbers), set(proto[type_name]), type_name)
            for number, (name, kind, repeated, of_type) in numbers.items():
                label, many, proto_kind, options = proto[type_name][number]
                self.assertEqual((name, repeated), (label, many), type_name)
                wanted = {"string": "d" if "(heng.v1.decimal)" in options else "s", "int32": "i", "bool": "b"}.get(proto_kind)
                self.assertEqual(kind, wanted or ("e" if of_type in fields.ENUMS else "m"), f"{type_name}.{name}")
                if wanted is None:
                    self.assertEqual(of_type.rpartition(".")[2], proto_kind.rpartition(".")[2])

    def test_the_enums_are_those_of_the_proto_files(self):
        text = "".join(path.read_text() for path in (ROOT / "proto/heng/v1").glob("*.proto"))
        for enum, (prefix, names) in fields.ENUMS.items():
            body = re.search(rf"^enum {enum} \{{\n(.*?)^\}}", text, re.M | re.S)[1]
            values = {int(number): name for name, number in re.findall(r"^  (\w+) = (\d+);", body, re.M)}
            self.assertEqual(values, {i: prefix + name for i, name in enumerate(names.split())}, enum)

    def test_the_page_lists_every_field(self):
        page = (ROOT / "docs/certificate.md").read_text()
        for type_name, numbers in fields.TYPES.items():
            for number, (name, kind, repeated, _) in numbers.items():
                kinds = f"list of `{kind}`" if repeated else f"`{kind}`"
                self.assertIn(f"| {number} | `{name}` | {kinds} |", page, type_name)

    def test_the_example_of_the_page_replays(self):
        page = (ROOT / "docs/certificate.md").read_text()
        listing = re.search(r"```hex\n(.*?)```", page, re.S)[1]
        data = bytes.fromhex("".join(line.partition(";")[0] for line in listing.splitlines()))
        digest = re.search(r"```sha256\n(.*?)\n```", page, re.S)[1]
        self.assertEqual(replay.replay(data, digest)[1], digest)


class CommandLine(unittest.TestCase):
    def run_replay(self, *arguments, data=b""):
        command = [sys.executable, "-B", str(HERE / "replay.py"), *map(str, arguments)]
        return subprocess.run(command, input=data, capture_output=True)

    def setUp(self):
        self.path = certificates.golden / "liangzhou-federation-of-trade-unions-2024.certificate"
        self.data = self.path.read_bytes()
        self.digest = hashlib.sha256(self.data).hexdigest()

    def test_prints_hash_total_and_ok(self):
        for result in (self.run_replay(self.path), self.run_replay(data=self.data)):
            self.assertEqual(result.stdout.decode(), f"{self.digest} 92.62 excellent ok\n")
            self.assertEqual(result.returncode, 0)

    def test_names_what_does_not_follow(self):
        result = self.run_replay(data=changed(self.data, "TotalNode", 0, 9))
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.decode(), "-: total points: says '92.63', want '92.62'\n")

    def test_holds_the_hash_against_the_one_that_is_wanted(self):
        self.assertEqual(self.run_replay("--sha256", self.digest, self.path).returncode, 0)
        self.assertEqual(self.run_replay("--sha256", "0" * 64, self.path).returncode, 1)

    def test_prints_what_the_certificate_says(self):
        result = self.run_replay("--json", self.path)
        self.assertEqual(json.loads(result.stdout)["total"]["points"], "92.62")

    def test_help_has_examples(self):
        self.assertIn("heng explain", self.run_replay("--help").stdout.decode())

    def test_a_file_that_is_not_there_is_a_usage_error(self):
        self.assertEqual(self.run_replay("no/such/file").returncode, 2)


if __name__ == "__main__":
    unittest.main()
