#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Recomputes a certificate: every row, every sum, the total and the grade, from the certificate alone.

Needs nothing but Python: no library of heng, no network. Numbers are fractions, so nothing is rounded but where the
certificate says so. docs/certificate.md describes the bytes and the rules.
"""

import argparse
import hashlib
import json
import sys
from fractions import Fraction

from canonical import NotCanonical, read
from fields import CERTIFICATE, UnknownField, named
from rules import (
    ALL_INPUTS,
    HUNDRED,
    READS,
    REPORTED,
    WITHOUT_POINTS,
    Wrong,
    check_rounding,
    evaluate,
    inside,
    number,
    rounded,
    rounded_points,
)

EXAMPLES = """\
examples:
  heng explain NAME --certificate=- | replay.py
  replay.py form.certificate
  replay.py --sha256=60dd8e57... form.certificate
  replay.py --json form.certificate

answers:
  a line `SHA256 TOTAL GRADE ok` and 0, or the first node and field that does not follow and 1
"""


class DoesNotFollow(Exception):
    """Node, field, what it says and what follows."""


class Node:
    """A node under its name in messages; what it says is compared with what follows."""

    def __init__(self, name, values):
        self.name, self.values = name, values

    def __getitem__(self, field):
        return self.values[field]

    def wrong(self, field, says, follows):
        raise DoesNotFollow(f"{self.name} {field}: says {says!r}, want {follows!r}")

    def expect(self, field, follows):
        if self[field] != follows:
            self.wrong(field, self[field], follows)

    def guard(self, function, *args):
        """A computation on this node; what is wrong with its fields is reported under its name."""
        try:
            return function(*args)
        except Wrong as wrong:
            return self.wrong(wrong.field, wrong.says, wrong.follows)

    def number(self, field):
        return self.guard(number, self.values, field)

    def rounding(self, field):
        return self.guard(check_rounding, self.values, field)


class Part:
    """What a row or execution adds to a sum; nothing is known of it without points."""

    def __init__(self, points=None):
        self.points = points


def add(parts):
    points = [part.points for part in parts]
    return None if None in points else sum(points, Fraction(0))


def expect_sum(node, exact_field, points_field, points, rule):
    """An exact sum and its rounded form; both empty if a part is unknown."""
    node.expect(exact_field, "" if points is None else str(points))
    node.expect(points_field, "" if points is None else rounded(points, rule)[1])


def check_sources(certificate):
    node = Node("certificate", certificate)
    for name in ("scheme", "goals"):
        digest = node[name + "_sha256"]
        if len(digest) != 64 or digest.strip("0123456789abcdef"):
            node.wrong(name + "_sha256", digest, "64 hex digits")
        # A revision is the beginning of the hash.
        revision = node[name].partition("@")[2]
        if revision and revision != digest[:16]:
            node.wrong(name, node[name], "a revision that begins its hash")
    if not certificate["total"]:
        node.wrong("total", None, "a total")


def check_execution(values):
    """Execution's part and, where there is a rate that caps look at, the rate."""
    node = Node("execution", values)
    weight = node.number("weight_points")
    rate, points, clause, has_rate = Fraction(0), Fraction(0), "EXECUTION_MISSING", True
    if node["adjusted_yuan"] and node["executed_yuan"]:
        a, b = node.number("adjusted_yuan"), node.number("executed_yuan")
        has_rate = a != 0
        clause = "EXECUTION_ZERO_BUDGET"
        if has_rate:
            clause = "EXECUTION_CAPPED" if b > a else "EXECUTION_RATIO"
            rate, points = b / a * HUNDRED, min(b / a, Fraction(1)) * weight
    node.expect("clause", clause)
    node.expect("exact_rate_percent", str(rate))
    node.expect("rate_percent", rounded(rate, node.rounding("rate_rounding"))[1])
    node.expect("exact_points", str(points))
    rule = node.rounding("points_rounding")
    rounded_value, text = rounded_points(points, rule, weight)
    node.expect("points", text)
    return Part(points if rule["stage"] == "SUM_ONCE" else rounded_value), rate if has_rate else None


def check_inputs(node):
    """Inputs that the rule does not read are not there."""
    if node["rule"] not in READS:
        node.wrong("rule", node["rule"], "a rule")
    # Options of the rule stand there whatever was reported; of a row that does not apply nothing reported does.
    unread = ALL_INPUTS - READS[node["rule"]]
    if node["status"] == "NOT_APPLICABLE" or node["rule"] == "INFORMATION":
        unread |= REPORTED
    for field in sorted(unread):
        if node[field] not in ("", None, [], "UNSPECIFIED"):
            node.wrong(field, node[field], "nothing: it is not read here")
    if bool(node["weight_points"]) and node["rule"] in WITHOUT_POINTS:
        node.wrong("weight_points", node["weight_points"], "nothing: the rule earns no points")


def check_completion(node, completion):
    if completion is None:
        for field, nothing in (("exact_completion_percent", ""), ("completion_rounding", None), ("completion_percent", "")):
            node.expect(field, nothing)
        return
    node.expect("exact_completion_percent", str(completion))
    node.expect("completion_percent", rounded(completion, node.rounding("completion_rounding"))[1])


def check_deductions(node, over_completion):
    """What the row loses, in the order in which it is taken off."""
    follows = []
    if over_completion is not None:
        follows.append(("OVER_COMPLETION", over_completion))
    if node["extra_deducted_points"]:
        follows.append(("EXTRA", node.number("extra_deducted_points")))
    says = [(d["kind"], node.guard(number, d, "points")) for d in node["deductions"]]
    if says != follows:
        node.wrong("deductions", [(k, str(p)) for k, p in says], [(k, str(p)) for k, p in follows])
    return [points for _, points in follows]


def check_indicator(index, values, policy):
    """The row's part; None if it is no part of any sum."""
    node = Node(f"indicators[{index}] ({values['code']})", values)
    check_inputs(node)
    has_weight = bool(node["weight_points"])
    weight = node.number("weight_points") if has_weight else Fraction(0)
    result, over_completion = node.guard(evaluate, values, weight)
    node.expect("clause", result.clause)
    check_completion(node, result.completion)
    applies = result.clause != "NOT_APPLICABLE"
    if not applies and policy != "RESCALE":
        node.wrong("status", node["status"], "a row that applies: the scheme refuses others")
    if not has_weight or not applies:
        for field in ("rule_points", "exact_points", "points", "extra_deducted_points"):
            node.expect(field, "")
        node.expect("deductions", [])
        node.expect("points_rounding", None)
        return Part() if applies and node["rule"] not in WITHOUT_POINTS else None
    node.expect("rule_points", str(result.points))
    points = result.points
    for deducted in check_deductions(node, over_completion):
        points = max(points - deducted, Fraction(0))
    node.expect("exact_points", str(points))
    rule = node.rounding("points_rounding")
    rounded_value, text = rounded_points(points, rule, weight)
    node.expect("points", text)
    return Part(points if rule["stage"] == "SUM_ONCE" else rounded_value)


def check_goals(certificate, parts):
    """Ratios by code of the goal (1 for the code "" where there is one goal), and the parts that enter the total."""
    node = Node("certificate", certificate)
    if certificate["goal_policy"] == "SINGLE":
        node.expect("goal_parts", [])
        for index, row in enumerate(certificate["indicators"]):
            Node(f"indicators[{index}] ({row['code']})", row).expect("goal_code", "")
        return {"": Fraction(1)}, [part for part in parts if part]
    node.expect("goal_policy", "RATIOS")
    ratios, weighted = {}, []
    for index, values in enumerate(certificate["goal_parts"]):
        goal = Node(f"goal_parts[{index}] ({values['goal_code']})", values)
        ratio = goal.number("ratio_percent") / HUNDRED
        ratios[goal["goal_code"]] = ratio
        rows = zip(certificate["indicators"], parts)
        points = add(part for row, part in rows if part and row["goal_code"] == goal["goal_code"])
        goal.expect("exact_points", "" if points is None else str(points))
        points = None if points is None else points * ratio
        rule = goal.rounding("rounding")
        expect_sum(goal, "exact_weighted_points", "weighted_points", points, rule)
        once = points is None or rule["stage"] == "SUM_ONCE"
        weighted.append(Part(points if once else rounded(points, rule)[0]))
    for index, row in enumerate(certificate["indicators"]):
        if row["goal_code"] not in ratios:
            Node(f"indicators[{index}] ({row['code']})", row).wrong("goal_code", row["goal_code"], "a goal")
    return ratios, weighted


def check_classes(certificate, parts, ratios, rule):
    parents = {c["class_code"]: c["parent_code"] for c in certificate["classes"]}
    below = {code: [] for code in parents}
    for index, (row, part) in enumerate(zip(certificate["indicators"], parts)):
        code, seen = row["class_code"], 0
        if code not in parents:
            Node(f"indicators[{index}] ({row['code']})", row).wrong("class_code", code, "a class")
        while code and part:
            if code not in parents or seen > len(parents):
                Node("classes", {}).wrong("parent_code", code, "a class above")
            ratio = ratios[row["goal_code"]]
            below[code].append(Part(None if part.points is None else part.points * ratio))
            code, seen = parents[code], seen + 1
    for index, values in enumerate(certificate["classes"]):
        node = Node(f"classes[{index}] ({values['class_code']})", values)
        expect_sum(node, "exact_points", "points", add(below[node["class_code"]]), rule)


def check_weights(certificate, total, ratios):
    """What applies of the weights."""
    weight = Fraction(certificate["execution"]["weight_points"]) if certificate["execution"] else Fraction(0)
    applicable = weight
    for row in certificate["indicators"]:
        part = Fraction(row["weight_points"] or 0) * ratios[row["goal_code"]]
        weight += part
        applicable += 0 if row["status"] == "NOT_APPLICABLE" else part
    for field, follows in (("weight_points", weight), ("applicable_weight_points", applicable)):
        if total.number(field) != follows:
            total.wrong(field, total[field], str(follows))
    return weight, applicable


def steps_that_follow(certificate, total, exact, rate, weights):
    """Clause, exact points, limit and points of each step."""
    rule = total.rounding("rounding")
    if exact is None:
        return
    points, text = rounded(exact, rule)
    yield "SUM", str(exact), "", text
    weight, applicable = weights
    if total["not_applicable_policy"] == "RESCALE" and weight != applicable:
        exact = exact * total.number("whole_points") / applicable
        points, text = rounded(exact, rule)
        if points > total.number("whole_points"):
            points, text = rounded(total.number("whole_points"), {**rule, "mode": "TRUNCATE"})
        yield "RESCALED", str(exact), "", text
    limits = []
    if rate is not None:
        caps = [c for c in total["execution_caps"] if inside(rate, c, "lower_percent", "upper_percent")]
        limits += [("EXECUTION_CAP", cap["max_total_points"]) for cap in caps[:1]]
    if any(row["clause"] == "VETO" for row in certificate["indicators"]):
        if not total["veto"]:
            total.wrong("veto", None, "what a veto does")
        # A limit of 0 is written even in the shortest encoding; an empty one would be none.
        limits.append(("VETO", total["veto"]["max_total_points"]))
    for clause, limit in limits:
        points = min(points, Fraction(limit))
        yield clause, "", limit, rounded(points, {**rule, "mode": "TRUNCATE"})[1]


def check_total(certificate, parts, ratios, rate):
    total = Node("total", certificate["total"])
    if total["not_applicable_policy"] not in ("REFUSE", "RESCALE"):
        total.wrong("not_applicable_policy", total["not_applicable_policy"], "a policy")
    weights = check_weights(certificate, total, ratios)
    total.number("whole_points")
    steps = list(steps_that_follow(certificate, total, add(parts), rate, weights))
    for index, values in enumerate(total["steps"]):
        step = Node(f"total.steps[{index}]", values)
        if index >= len(steps):
            step.wrong("clause", step["clause"], "no further step")
        for field, follows in zip(("clause", "exact_points", "limit_points", "points"), steps[index]):
            step.expect(field, follows)
    if len(steps) > len(total["steps"]):
        total.wrong("steps", len(total["steps"]), len(steps))
    total.expect("points", steps[-1][3] if steps else "")
    grade = ""
    if steps:
        reached = (g["code"] for g in total["grades"] if Fraction(steps[-1][3]) >= Fraction(g["min_points"]))
        grade = next(reached, "")
    total.expect("grade_code", grade)


def check(certificate):
    """Raises DoesNotFollow at the first field that does not."""
    check_sources(certificate)
    policy = certificate["total"]["not_applicable_policy"]
    execution, rate = check_execution(certificate["execution"]) if certificate["execution"] else (None, None)
    parts = [check_indicator(i, row, policy) for i, row in enumerate(certificate["indicators"])]
    ratios, of_goals = check_goals(certificate, parts)
    rule = Node("total", certificate["total"]).rounding("rounding")
    check_classes(certificate, parts, ratios, rule)
    check_total(certificate, ([execution] if execution else []) + of_goals, ratios, rate)


def parse(data):
    """The bytes of a certificate by field names. NotCanonical or UnknownField if they are none."""
    encoding = read(data)
    if encoding.type_name != CERTIFICATE:
        raise NotCanonical(f"holds a {encoding.type_name}, want a {CERTIFICATE}")
    return named(CERTIFICATE, encoding.message)


def replay(data, wanted_sha256=""):
    """Checks everything; the parsed certificate and its hash."""
    digest = hashlib.sha256(data).hexdigest()
    if wanted_sha256 and wanted_sha256 != digest:
        raise DoesNotFollow(f"certificate sha256: is {digest}, want {wanted_sha256}")
    certificate = parse(data)
    check(certificate)
    return certificate, digest


def run(arguments, source, data):
    try:
        if arguments.json:
            print(json.dumps(parse(data), ensure_ascii=False, indent=1))
            return 0
        certificate, digest = replay(data, arguments.sha256)
    except (DoesNotFollow, NotCanonical, UnknownField) as error:
        print(f"{source}: {error}")
        return 1
    total = certificate["total"]
    print(digest, total["points"] or "-", total["grade_code"] or "-", "ok")
    return 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", metavar="FILE", nargs="*", help="canonical bytes of a certificate [standard input]")
    parser.add_argument("--sha256", default="", help="the hash that the certificate should have")
    parser.add_argument("--json", action="store_true", help="print what the certificate says, unchecked")
    arguments = parser.parse_args()
    exit_code = 0
    for name in arguments.files or ["-"]:
        try:
            data = sys.stdin.buffer.read() if name == "-" else open(name, "rb").read()
        except OSError as error:
            parser.error(str(error))
        try:
            exit_code = max(exit_code, run(arguments, name, data))
        except (ArithmeticError, ValueError) as error:  # canonical bytes of numbers that make no sense
            print(f"{name}: a value that no score can have: {error}", file=sys.stderr)
            exit_code = 1
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
