#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A third scorer, in another language: fractions of the standard library, from docs/scoring-rules.md alone.

Reads lines of JSON from standard input, as heng-differential-dump writes them: {"scheme": …, "goals": …} begins a tree,
{"evaluation": …, "report": …} is a form under it with the report that the rules made. Compares rows, lines, goals and
totals with its own; prints the first form that differs and ends with exit code 1.

  heng-differential-dump 1000 7 | tests/differential/oracle.py
"""

import json
import math
import sys
from fractions import Fraction

HUNDRED = Fraction(100)


def option(message, key, prefix, default):
    """The name of an enum value without its prefix; the default where it is not given."""
    name = message.get(key, "")[len(prefix):] if message.get(key) else ""
    return default if name in ("", "UNSPECIFIED") else name


def rounded(value, spec):
    scaled = abs(value) * 10 ** spec["places"]
    whole = math.floor(scaled)
    rest = scaled - whole
    if spec["mode"] == "HALF_UP":
        whole += rest >= Fraction(1, 2)
    elif spec["mode"] == "HALF_EVEN":
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    return Fraction(whole, 10 ** spec["places"])


def fixed(value, places):
    """A number that is not negative, with exactly so many places."""
    digits = str(value * 10 ** places).rjust(places + 1, "0")
    return digits if places == 0 else digits[:-places] + "." + digits[-places:]


def spec_of(rule):
    if rule is None:
        return {"mode": "HALF_UP", "places": 2, "once": False}
    return {
        "mode": option(rule, "mode", "ROUNDING_MODE_", "HALF_UP"),
        "places": rule.get("places", 0),
        "once": option(rule, "stage", "ROUNDING_STAGE_", "EACH_PART") == "SUM_ONCE",
    }


def points_within(points, spec, weight):
    result = rounded(points, spec)
    return result if result <= weight else rounded(points, {**spec, "mode": "TRUNCATE"})


class Person(Exception):
    """The rule leaves the points to a person; the argument is the completion, or None."""


def at_least(a, b, w):
    if a < 0:
        raise Person(None)
    if a == 0:
        return ("TARGET_MET", w, None) if b >= 0 else ("ZERO_TARGET_MISSED", 0, None)
    if b < 0:
        return "NEGATIVE_ACTUAL", 0, Fraction(0)
    return ("TARGET_MET", w, HUNDRED * b / a) if b >= a else ("PRO_RATA", w * b / a, HUNDRED * b / a)


def at_most(a, b, w, how):
    if b <= a:
        return "TARGET_MET", w, HUNDRED
    if a < 0:
        raise Person(None)
    if a == 0:
        return "ZERO_TARGET_MISSED", 0, Fraction(0)
    completion = HUNDRED * a / b
    if how == "BY_HAND":
        raise Person(completion)
    if how == "LINEAR":
        return "LINEAR", max(Fraction(0), w * (1 - (b - a) / a)), completion
    return "INVERSE_RATIO", w * a / b, completion


def equal(a, b, w, how):
    if how == "STRICT":
        completion = HUNDRED * max(b, 0) / a if a > 0 else None
        if a != b:
            raise Person(completion)
        return "TARGET_MET", w, completion
    if a == 0:
        return ("TARGET_MET", w, None) if b <= 0 else ("ZERO_TARGET_MISSED", 0, None)
    return at_least(a, b, w)


def within(lower, upper, b, w, how, how_above):
    if lower <= b <= upper:
        return "TARGET_MET", w, HUNDRED
    if how == "ZERO":
        return "OUTSIDE_RANGE", 0, None
    if how == "BY_HAND":
        raise Person(None)
    return at_least(lower, b, w) if b < lower else at_most(upper, b, w, how_above)


def by_date(done, deadline, w, how):
    parts = [part for part in ("year", "month", "day") if deadline.get(part)]
    if [done.get(part, 0) for part in parts] <= [deadline[part] for part in parts]:
        return "TARGET_MET", w, None
    if how == "ZERO":
        return "LATE", 0, None
    raise Person(None)


def by_steps(rule, a, b, w):
    direction = rule["direction"].removeprefix("STEP_DIRECTION_")
    beyond = {"ABOVE": b - a, "BELOW": a - b, "BOTH": abs(b - a)}[direction]
    if beyond <= 0:
        return "TARGET_MET", w, HUNDRED
    steps = beyond / Fraction(rule["step"])
    counting = option(rule, "counting", "STEP_COUNTING_", "STARTED")
    if counting == "STARTED":
        steps = math.ceil(steps)
    elif counting == "FULL":
        steps = math.floor(steps)
    points = max(Fraction(0), w - steps * Fraction(rule["pointsPerStep"]))
    return "STEPS_DEDUCTED", points, HUNDRED if points == w else None


def inside(value, lower, lower_inclusive, upper, upper_inclusive):
    if lower is not None and (value < lower or (value == lower and not lower_inclusive)):
        return False
    return upper is None or value < upper or (value == upper and upper_inclusive)


def number(text):
    return Fraction(text) if text else None


def by_brackets(table, b):
    for bracket in table["brackets"]:
        if inside(b, number(bracket.get("lower")), bracket.get("lowerInclusive", False),
                  number(bracket.get("upper")), bracket.get("upperInclusive", False)):
            return "BRACKET", Fraction(bracket["points"]), None
    raise ValueError("no bracket")


class Tree:
    """A scheme with goals, read once."""

    def __init__(self, scheme, goals):
        self.scheme = scheme
        self.rows = goals["indicators"]
        self.classes = {c["code"]: c for c in scheme["classes"]}
        self.ratios = scheme.get("goalPolicy") == "GOAL_POLICY_RATIOS"
        self.goals = {g["code"]: Fraction(g["ratioPercent"]) for g in goals.get("overallGoals", [])} if self.ratios else {}
        self.whole = Fraction(scheme.get("totalPoints", "100"))
        self.rounding = scheme.get("rounding", {})
        self.special = {s["rule"]: s.get("rounding", {}) for s in self.rounding.get("indicatorPointsByRule", [])}
        self.options = [self.options_of(row) for row in self.rows]
        self.weights = [number(row.get("weightPoints")) if self.earns(row) else None for row in self.rows]
        for c in scheme["classes"]:
            if "evenSplit" in c:
                self.split(c)

    @staticmethod
    def earns(row):
        return row["rule"] not in ("RULE_KIND_INFORMATION", "RULE_KIND_VETO")

    def spec(self, name):
        return spec_of(self.rounding.get(name))

    def points_spec(self, rule):
        return spec_of(self.special[rule]) if rule in self.special else self.spec("indicatorPoints")

    def options_of(self, row):
        chain = []
        code = row["classCode"]
        while code:
            chain.append(self.classes[code].get("ruleOptions", {}))
            code = self.classes[code].get("parentCode")
        chain.append(self.scheme.get("ruleOptions", {}))

        def nearest(key, prefix, default):
            for options in chain:
                if option(options, key, prefix, None):
                    return option(options, key, prefix, None)
            return default
        return {
            "atMost": nearest("atMost", "AT_MOST_OPTION_", "INVERSE"),
            "equal": nearest("equal", "EQUAL_OPTION_", "LENIENT"),
            "range": nearest("range", "RANGE_OPTION_", "RATIO"),
            "date": nearest("date", "DATE_OPTION_", "BY_HAND"),
            "over": next((o["overCompletion"] for o in chain if o.get("overCompletion")), []),
        }

    def split(self, c):
        groups = {}
        for i, row in enumerate(self.rows):
            if row["classCode"] == c["code"] and self.earns(row):
                groups.setdefault(row.get("goalCode") if self.ratios else None, []).append(i)
        for group in groups.values():
            weight = Fraction(c["weightPoints"])
            share = rounded(weight / len(group), spec_of(c["evenSplit"]))
            rest = next((i for i in group if self.rows[i].get("takesRemainder")), group[-1])
            for i in group:
                self.weights[i] = share if i != rest else weight - share * (len(group) - 1)

    def coded(self, field, code):
        return next(entry for entry in self.scheme[field] if entry["code"] == code)

    def part_of_total(self, i):
        return self.goals[self.rows[i]["goalCode"]] / 100 if self.ratios else 1

    def rule(self, i, result, w):
        """Clause, points, completion; Person where a person decides."""
        row, options = self.rows[i], self.options[i]
        kind = row["rule"].removeprefix("RULE_KIND_")
        if kind in ("EITHER_OR", "VETO"):
            reached = result.get("outcome", "OUTCOME_UNSPECIFIED").removeprefix("OUTCOME_")
            if reached == "UNSPECIFIED":
                return "MISSING", 0, None
            if kind == "VETO":
                return ("NO_VETO" if reached == "REACHED" else "VETO"), 0, None
            return ("TARGET_MET", w, HUNDRED) if reached == "REACHED" else ("NOT_REACHED", 0, Fraction(0))
        if kind == "BY_HAND":
            raise Person(None)
        if kind == "BAND":
            if not result.get("band"):
                return "MISSING", 0, None
            return "BAND_SHARE", w * Fraction(self.coded("bands", result["band"])["share"]), HUNDRED
        if kind == "DATE":
            if "completedDate" not in result:
                return "MISSING", 0, None
            return by_date(result["completedDate"], row["deadline"], w, options["date"])
        if not result.get("actual"):
            return "MISSING", 0, None
        a, b = Fraction(row.get("target") or 0), Fraction(result["actual"])
        if kind == "AT_LEAST":
            return at_least(a, b, w)
        if kind == "AT_MOST":
            return at_most(a, b, w, options["atMost"])
        if kind == "EQUAL":
            return equal(a, b, w, options["equal"])
        if kind == "RANGE":
            return within(a, Fraction(row["targetUpper"]), b, w, options["range"], options["atMost"])
        if kind == "STEP_DEDUCTION":
            return by_steps(self.coded("stepDeductions", row["stepDeductionCode"]), a, b, w)
        if kind == "BRACKETS":
            return by_brackets(self.coded("bracketTables", row["bracketTableCode"]), b)
        raise ValueError(kind)

    def over_completion(self, i, completion, w):
        """Points lost to the highest deducting threshold that is reached, or None."""
        if self.rows[i]["rule"] not in ("RULE_KIND_AT_LEAST", "RULE_KIND_EQUAL") or completion is None:
            return None
        lost = None
        for threshold in self.options[i]["over"]:
            if threshold["effect"].endswith("_DEDUCT") and completion >= Fraction(threshold["completionPercent"]):
                share = threshold.get("deductedShare")
                lost = w * Fraction(share) if share else Fraction(threshold["deductedPoints"])
        return lost

    def score_row(self, i, result):
        row, w = self.rows[i], self.weights[i]
        weight = w if w is not None else Fraction(0)
        given = result.get("givenPoints")
        status = result.get("status", "").removeprefix("RESULT_STATUS_")
        if status == "NOT_APPLICABLE":
            clause, points, completion = "NOT_APPLICABLE", 0, None
        elif row["rule"] == "RULE_KIND_INFORMATION":
            clause, points, completion = "INFORMATION", 0, None
        elif status == "NO_EVIDENCE":
            clause, points, completion = "NO_EVIDENCE", 0, None
        else:
            try:
                clause, points, completion = self.rule(i, result, weight)
            except Person as person:
                clause, points, completion = "BY_HAND", None, person.args[0]
        if given:
            clause = "BAND_POINTS" if row["rule"] == "RULE_KIND_BAND" else "BY_HAND"
            points = Fraction(given)
        score = {"clause": clause, "completion": completion, "deductions": [], "exact": None, "points": None,
                 "part": Fraction(0), "counts": self.earns(row) and clause != "NOT_APPLICABLE", "weight": w}
        if not score["counts"] or w is None:
            return score
        points = Fraction(points)
        lost = None if given else self.over_completion(i, completion, w)
        if lost is not None:
            score["deductions"].append(lost)
            points = max(Fraction(0), points - lost)
        if result.get("deductedPoints"):
            score["deductions"].append(Fraction(result["deductedPoints"]))
            points = max(Fraction(0), points - Fraction(result["deductedPoints"]))
        spec = self.points_spec(row["rule"])
        score["exact"], score["points"] = points, points_within(points, spec, w)
        score["places"] = spec["places"]
        score["part"] = points if spec["once"] else score["points"]
        return score

    def score_line(self, line, scored):
        execution = self.scheme.get("execution")
        w = Fraction(execution["weightPoints"]) if execution else Fraction(0)
        a, b = number(line.get("adjustedYuan")), number(line.get("executedYuan"))
        if a is None or b is None:
            return {"clause": "EXECUTION_MISSING", "rate": Fraction(0) if scored else None,
                    "points": Fraction(0) if scored else None, "capped": scored}
        if a == 0:
            return {"clause": "EXECUTION_ZERO_BUDGET", "rate": Fraction(0), "points": Fraction(0), "capped": False}
        clause = "EXECUTION_CAPPED" if b > a else "EXECUTION_RATIO"
        return {"clause": clause, "rate": HUNDRED * b / a, "points": w * min(b / a, Fraction(1)), "capped": scored}

    def lines(self, budget):
        execution = self.scheme.get("execution")
        for line in budget.get("lines", []):
            scored = False
            if execution:
                code = execution.get("lineCode")
                is_total = line.get("kind") == "BUDGET_LINE_KIND_TOTAL" and not line.get("memo")
                scored = line["code"] == code if code else is_total
            yield scored, self.score_line(line, scored)

    def steps(self, parts, execution, rate):
        """The clause, exact sum or limit, and total of each step."""
        spec = self.spec("total")
        exact = execution + parts["sum"]
        total = rounded(exact, spec)
        yield "SUM", exact, total
        if parts["applicable"] != parts["weight"]:
            exact = exact * self.whole / parts["applicable"]
            total = min(rounded(exact, spec), self.whole)
            yield "RESCALED", exact, total
        for cap in self.scheme.get("executionCaps", []) if rate is not None else []:
            if inside(rate, number(cap.get("lowerPercent")), cap.get("lowerInclusive", False),
                      Fraction(cap["upperPercent"]), cap.get("upperInclusive", False)):
                limit = Fraction(cap["maxTotalPoints"])
                total = min(total, limit)
                yield "EXECUTION_CAP", limit, total
        if parts["veto"]:
            limit = Fraction(self.scheme["veto"]["maxTotalPoints"])
            yield "VETO", limit, min(total, limit)


def expect(what, want, got):
    if want != got:
        raise AssertionError(f"{what}: oracle {want}, rules {got}")


def text_of(value, places):
    return "" if value is None else fixed(value, places)


def check_rows(tree, scores, report):
    completion_spec = tree.spec("completion")
    for row, score, got in zip(tree.rows, scores, report["indicators"], strict=True):
        code = row["code"]
        expect(f"{code} code", code, got["code"])
        expect(f"{code} clause", "SCORE_CLAUSE_" + score["clause"], got.get("clause"))
        expect(f"{code} exact", "" if score["exact"] is None else str(score["exact"]), got.get("exactPoints", ""))
        expect(f"{code} points", text_of(score["points"], score.get("places", 0)), got.get("points", ""))
        completion = score["completion"]
        text = "" if completion is None else fixed(rounded(completion, completion_spec), completion_spec["places"])
        expect(f"{code} completion", text, got.get("completionPercent", ""))
        expect(f"{code} weight", score["weight"], number(got.get("weightPoints")))
        expect(f"{code} deductions", score["deductions"], [Fraction(d["points"]) for d in got.get("deductions", [])])


def check_lines(tree, form, report):
    rate_spec, points_spec = tree.spec("executionRate"), tree.spec("executionPoints")
    weight = number(tree.scheme.get("execution", {}).get("weightPoints"))
    execution, rate = Fraction(0), None
    lines = list(tree.lines(form.get("budget", {})))
    for (scored, line), got in zip(lines, report.get("budgetLines", []), strict=True):
        expect("line clause", "SCORE_CLAUSE_" + line["clause"], got["clause"])
        text = "" if line["rate"] is None else fixed(rounded(line["rate"], rate_spec), rate_spec["places"])
        expect("line rate", text, got.get("ratePercent", ""))
        if weight is None or line["points"] is None:
            expect("line points", "", got.get("points", ""))
            continue
        points = points_within(line["points"], points_spec, weight)
        expect("line points", fixed(points, points_spec["places"]), got["points"])
        if scored:
            execution = line["points"] if points_spec["once"] else points
            rate = line["rate"] if line["capped"] else None
            expect("execution", got, report["execution"])
    return execution, rate


def check_goals(tree, scores, report):
    """What goals, or rows where goals have no ratios, add to the total."""
    if not tree.ratios:
        return sum(score["part"] for score in scores)
    total, spec, total_spec = Fraction(0), tree.spec("goalPoints"), tree.spec("total")
    for (code, ratio), got in zip(tree.goals.items(), report["goalScores"], strict=True):
        own = [s for row, s in zip(tree.rows, scores) if row["goalCode"] == code]
        points = sum(s["part"] for s in own)
        weighted = points * ratio / 100
        total += weighted if spec["once"] else rounded(weighted, spec)
        if any(s["counts"] and s["weight"] is None for s in own):
            continue
        expect(f"{code} points", fixed(rounded(points, total_spec), total_spec["places"]), got["points"])
        expect(f"{code} weighted", fixed(rounded(weighted, spec), spec["places"]), got["weightedPoints"])
    return total


def check_classes(tree, scores, report):
    spec = tree.spec("total")
    for c, got in zip(tree.scheme["classes"], report["classes"], strict=True):
        points, unknown = Fraction(0), False
        for i, (row, score) in enumerate(zip(tree.rows, scores)):
            code = row["classCode"]
            while code and code != c["code"]:
                code = tree.classes[code].get("parentCode")
            if code:
                points += score["part"] * tree.part_of_total(i)
                unknown = unknown or (score["counts"] and score["weight"] is None)
        text = "" if unknown else fixed(rounded(points, spec), spec["places"])
        expect(f"{c['code']} points", text, got.get("points", ""))


def check_form(tree, form, report):
    results = {result["code"]: result for result in form["results"]}
    scores = [tree.score_row(i, results[row["code"]]) for i, row in enumerate(tree.rows)]
    check_rows(tree, scores, report)
    execution, rate = check_lines(tree, form, report)
    check_classes(tree, scores, report)
    weight = number(tree.scheme.get("execution", {}).get("weightPoints")) or Fraction(0)
    applicable = weight
    for i, score in enumerate(scores):
        part = (score["weight"] or 0) * tree.part_of_total(i)
        weight += part
        applicable += part if score["counts"] else 0
    parts = {"sum": check_goals(tree, scores, report), "weight": weight, "applicable": applicable,
             "veto": any(score["clause"] == "VETO" for score in scores)}
    expect("total weight", weight, Fraction(report["totalWeightPoints"]))
    expect("applicable weight", applicable, Fraction(report["applicableWeightPoints"]))
    if any(score["counts"] and score["weight"] is None for score in scores):
        expect("total", "", report.get("totalPoints", ""))
        return
    places = tree.spec("total")["places"]
    total = None
    for step, got in zip(tree.steps(parts, execution, rate), report["totalSteps"], strict=True):
        clause, exact_or_limit, total = step
        expect("step", "TOTAL_CLAUSE_" + clause, got["clause"])
        expect(f"{clause} exact", exact_or_limit, Fraction(got.get("exactPoints") or got.get("limitPoints")))
        expect(f"{clause} points", fixed(total, places), got["points"])
    expect("total", fixed(total, places), report["totalPoints"])
    grade = next((g["code"] for g in tree.scheme.get("grades", []) if total >= Fraction(g["minPoints"])), "")
    expect("grade", grade, report.get("gradeCode", ""))


def main():
    tree, trees, forms, rows = None, 0, 0, 0
    for line in sys.stdin:
        message = json.loads(line)
        if "scheme" in message:
            tree, trees = Tree(message["scheme"], message["goals"]), trees + 1
            source = line
            continue
        forms += 1
        rows += len(tree.rows)
        try:
            check_form(tree, message["evaluation"], message["report"])
        except (AssertionError, ValueError) as difference:
            print(f"form {forms} of tree {trees}: {difference}\n{source}{line}")
            return 1
    print(f"{forms} forms, {rows} rows under {trees} trees: equal")
    return 0 if forms else 1


if __name__ == "__main__":
    sys.exit(main())
