# SPDX-License-Identifier: Apache-2.0
"""Forms of every kind, made by chance but the same for the same seed: a scheme, goals and an evaluation each.

Every rule kind, option, status, rounding and way to the total turns up among some hundred forms; replay_test.py checks
that it does. Weights add up to whatever the rows weigh.
"""

import random
from fractions import Fraction

from rules import rounded, text_of_units

DEPARTMENT = "regions/620602/departments/a"
MODES = ["ROUNDING_MODE_UNSPECIFIED", "ROUNDING_MODE_HALF_UP", "ROUNDING_MODE_TRUNCATE", "ROUNDING_MODE_HALF_EVEN"]
BANDS = [("full", "100%-80%(含)", "0.9", "0.8", "1"), ("partly", "80%-60%(含)", "0.7", "0.6", "0.8"), ("not", "60%-0", "0.3", "0", "0.6")]
KINDS = ["AT_LEAST", "AT_MOST", "EQUAL", "BAND", "BY_HAND", "RANGE", "DATE", "STEP_DEDUCTION", "BRACKETS", "EITHER_OR", "INFORMATION", "VETO"]


def hundredths(units):
    return text_of_units(units, 2)


class Form:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.name = f"form-{seed:04}"
        self.ratios = self.chance(0.25)
        self.rescale = self.chance(0.4)
        self.extra = self.chance(0.5)
        self.without_weights = self.chance(0.05)
        self.options = {
            "at_most": self.pick(["UNSPECIFIED", "INVERSE", "LINEAR", "BY_HAND"]),
            "equal": self.pick(["UNSPECIFIED", "LENIENT", "STRICT"]),
            "range": self.pick(["UNSPECIFIED", "RATIO", "ZERO", "BY_HAND"]),
            "date": self.pick(["UNSPECIFIED", "BY_HAND", "ZERO"]),
        }
        self.thresholds = self.chance(0.5)
        self.steps, self.tables, self.indicators, self.results = [], [], [], []
        self.class_weights = {}

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, values):
        return self.random.choice(values)

    def value(self, low=0, high=200):
        return hundredths(self.random.randrange(low * 100, high * 100)) if self.chance(0.5) else str(self.random.randrange(low, high))

    def points(self, weight):
        return hundredths(self.random.randrange(0, int(Fraction(weight) * 100) + 1))

    def rounding(self, stage=True, most=2):
        rule = {"mode": self.pick(MODES), "places": self.random.randrange(0, most + 1)}
        if stage and self.chance(0.3):
            rule["stage"] = "ROUNDING_STAGE_SUM_ONCE"
        return rule

    # The rows, one function a rule kind: what the goals say and what was reported.

    def given_if(self, needed, result, weight):
        if needed:
            result["given_points"] = self.points(weight)

    def at_least(self, row, result, weight):
        row["target"] = self.pick(["100", "98.5", "3", "0", "-5"])
        result["actual"] = self.pick(["100", "98.5", "0", "-1", "150", "310", self.value()])
        target, actual = Fraction(row["target"]), Fraction(result["actual"])
        reviewed = self.thresholds and target > 0 and actual / target >= Fraction("1.3") and self.chance(0.5)
        self.given_if(target < 0 or reviewed, result, weight)

    def at_most(self, row, result, weight):
        row["target"] = self.pick(["100", "90", "0.5", "0", "-5"])
        result["actual"] = self.pick(["100", "90", "0", "-5", "-7", "300", self.value()])
        target, actual = Fraction(row["target"]), Fraction(result["actual"])
        by_hand = actual > target and (target < 0 or (self.options["at_most"] == "BY_HAND" and target != 0))
        self.given_if(by_hand, result, weight)

    def equal(self, row, result, weight):
        row["target"] = self.pick(["100", "98", "0", "-5"])
        result["actual"] = self.pick(["100", "98", "0", "-5", "98.00", "140", self.value()])
        target, actual = Fraction(row["target"]), Fraction(result["actual"])
        strict = self.options["equal"] == "STRICT"
        reached = target > 0 and actual / target >= Fraction("1.3")
        reviewed = self.thresholds and reached and not strict and self.chance(0.5)
        self.given_if((strict and target != actual) or (not strict and target < 0) or reviewed, result, weight)

    def band(self, row, result, weight):
        code, _, _, lower, _ = self.pick(BANDS)
        result["band"] = code
        if self.chance(0.4):
            half_up = {"mode": "HALF_UP", "places": 2}
            result["given_points"] = rounded(Fraction(lower) * Fraction(weight), half_up)[1]

    def by_hand(self, row, result, weight):
        self.given_if(True, result, weight)

    def range(self, row, result, weight):
        row["target"], row["target_upper"] = self.pick([("90", "110"), ("0.5", "0.5"), ("2", "7.25")])
        result["actual"] = self.pick(["90", "110", "0.5", "5", "120", self.value(1)])
        low, high, actual = (Fraction(x) for x in (row["target"], row["target_upper"], result["actual"]))
        option, at_most = self.options["range"], self.options["at_most"]
        above_by_hand = option in ("UNSPECIFIED", "RATIO") and at_most == "BY_HAND" and actual > high
        self.given_if((option == "BY_HAND" and not low <= actual <= high) or above_by_hand, result, weight)

    def date(self, row, result, weight):
        deadline = self.pick([(2024, 9, 30), (2024, 9, 0), (2024, 0, 0)])
        done = self.pick([(2024, 9, 30), (2024, 10, 1), (2024, 9, 1), (2025, 1, 1), (2023, 12, 31)])
        row["deadline"] = dict(zip(("year", "month", "day"), deadline))
        result["completed_date"] = dict(zip(("year", "month", "day"), done))
        late = [d for d, known in zip(done, deadline) if known] > [k for k in deadline if k]
        self.given_if(late and self.options["date"] != "ZERO", result, weight)

    def step_deduction(self, row, result, weight):
        code = f"s{len(self.steps)}"
        self.steps.append(
            {
                "code": code,
                "display_name": "每超过 1 个百分点扣 0.5 分",
                "direction": "STEP_DIRECTION_" + self.pick(["ABOVE", "BELOW", "BOTH"]),
                "step": self.pick(["1", "0.3", "5"]),
                "points_per_step": self.pick(["0.5", "0.1", "2"]),
                "counting": "STEP_COUNTING_" + self.pick(["UNSPECIFIED", "STARTED", "FULL", "PROPORTIONAL"]),
            }
        )
        row["step_deduction_code"] = code
        row["target"] = self.pick(["100", "0", "-2.5"])
        result["actual"] = self.pick(["100", "101", "102.3", "98.7", "-2", "0.1", self.value()])

    def brackets(self, row, result, weight):
        code, in_middle = f"t{len(self.tables)}", self.chance(0.5)
        half = rounded(Fraction(weight) / 2, {"mode": "TRUNCATE", "places": 2})[1]
        self.tables.append(
            {
                "code": code,
                "display_name": "分档",
                "better": "BETTER_VALUE_LOWER",
                "brackets": [
                    {"upper": "0", "upper_inclusive": True, "points": weight},
                    {"lower": "0", "upper": "10", "upper_inclusive": in_middle, "points": half},
                    {"lower": "10", "lower_inclusive": not in_middle, "points": "0"},
                ],
            }
        )
        row["bracket_table_code"] = code
        result["actual"] = self.pick(["0", "-3", "10", "10.01", "0.01", "55"])

    def either_or(self, row, result, weight):
        result["outcome"] = self.pick(["OUTCOME_REACHED", "OUTCOME_NOT_REACHED"])

    def information(self, row, result, weight):
        result["actual"] = self.value()

    def veto(self, row, result, weight):
        result["outcome"] = self.pick(["OUTCOME_REACHED"] * 5 + ["OUTCOME_NOT_REACHED"])
        result["reason"] = "说明"

    def add_row(self, code, class_code, kind, weight, goal):
        row = {"code": code, "class_code": class_code, "display_name": "指标" + code, "rule": "RULE_KIND_" + kind}
        result = {"code": code}
        getattr(self, kind.lower())(row, result, weight)
        earns = kind not in ("INFORMATION", "VETO")
        if earns and not (self.without_weights and self.chance(0.2)):
            row["weight_points"] = weight
        if self.ratios:
            row["goal_code"] = goal
        if self.rescale and kind != "VETO" and self.chance(0.15):
            result = {"code": code, "status": "RESULT_STATUS_NOT_APPLICABLE"}
        elif kind != "INFORMATION" and self.chance(0.06):
            result = {"code": code}
            if kind == "BY_HAND":
                result["given_points"] = "0"
        elif earns and self.chance(0.06):
            result["status"] = "RESULT_STATUS_NO_EVIDENCE"
            result.pop("given_points", None)
        if self.extra and earns and row.get("weight_points") and "NOT_APPLICABLE" not in result.get("status", "") and self.chance(0.2):
            result["deducted_points"] = self.points(weight)
            result["deduction_reason"] = "复核扣减"
        self.indicators.append(row)
        self.results.append(result)

    # A form in which nothing applies would be refused.
    def make_applicable(self, index):
        if self.results[index].get("status") != "RESULT_STATUS_NOT_APPLICABLE":
            return
        self.results[index] = {"code": self.results[index]["code"]}
        if self.indicators[index]["rule"] == "RULE_KIND_BY_HAND":
            self.results[index]["given_points"] = "0"

    def build(self):
        classes = [{"code": "1", "display_name": "一级"}, {"code": "2", "display_name": "一级"}]
        leaves = ["1.1", "1.2", "2.1"]
        classes += [{"code": c, "parent_code": c[0], "display_name": "二级"} for c in leaves]
        goals = ["g1", "g2"] if self.ratios else [""]
        weights = [(self.pick(leaves), hundredths(self.random.randrange(100, 900))) for _ in range(self.random.randrange(4, 14))]
        weights += [(leaf, "5") for leaf in leaves]
        for goal in goals:
            for index, (leaf, weight) in enumerate(weights):
                kind = self.pick(KINDS)
                if not weights[:index] or kind in ("INFORMATION", "VETO") and index < 3:
                    kind = self.pick(KINDS[:10])
                self.add_row(f"{leaf}-{goal}{index}", leaf, kind, weight, goal)
        self.make_applicable(0)
        return {"name": self.name, "scheme": self.scheme(classes), "goals": self.goals(goals), "evaluation": self.evaluation()}

    def scheme(self, classes):
        total = Fraction(10) + sum(Fraction(r.get("weight_points", "0")) for r in self.indicators)
        share_of_total = lambda percent: hundredths(int(total * percent))
        for c in classes:
            below = [r for r in self.indicators if r["class_code"].startswith(c["code"])]
            if "parent_code" not in c:
                c["weight_points"] = hundredths(max(1, int(sum(Fraction(r.get("weight_points", "0")) for r in below) * 100)))
        scheme = {
            "name": "schemes/a",
            "display_name": "方案",
            "kind": "EVALUATION_KIND_OVERALL",
            "total_points": hundredths(int(total * 100)),
            "classes": classes,
            "rule_options": {key: f"{key.upper()}_OPTION_{value}" for key, value in self.options.items()},
            "rounding": {
                "execution_rate": self.rounding(False, 4),
                "execution_points": self.rounding(),
                "indicator_points": self.rounding(),
                "indicator_points_by_rule": [{"rule": "RULE_KIND_BAND", "rounding": self.rounding()}],
                "completion": self.rounding(False, 4),
                "total": {**self.rounding(False), "places": 2},
                "goal_points": self.rounding(),
            },
            "bands": [
                {"code": c, "display_name": n, "share": s, "lower_share": lo, "lower_inclusive": True, "upper_share": hi, "upper_inclusive": hi == "1"}
                for c, n, s, lo, hi in BANDS
            ],
            "grades": [
                {"code": c, "display_name": n, "min_points": m}
                for c, n, m in (("excellent", "优", share_of_total(60)), ("good", "良", share_of_total(40)), ("poor", "差", "0"))
            ],
            "step_deductions": self.steps,
            "bracket_tables": self.tables,
            "veto": {"max_total_points": self.pick(["0", share_of_total(20)])},
        }
        if self.chance(0.9):
            scheme["execution"] = {"weight_points": "10"}
            if self.chance(0.5):
                scheme["execution_caps"] = [
                    {"upper_percent": "50", "max_total_points": share_of_total(15)},
                    {"lower_percent": "50", "lower_inclusive": True, "upper_percent": "80", "upper_inclusive": True, "max_total_points": share_of_total(45)},
                ]
        if self.thresholds:
            deducted = self.pick([("deducted_points", "0.5", "2"), ("deducted_share", "0.1", "0.85")])
            scheme["rule_options"]["over_completion"] = [
                {"completion_percent": "120", "effect": "OVER_COMPLETION_EFFECT_FLAG"},
                {"completion_percent": "130", "effect": "OVER_COMPLETION_EFFECT_REVIEW"},
                {"completion_percent": "140", "effect": "OVER_COMPLETION_EFFECT_DEDUCT", deducted[0]: deducted[1]},
                {"completion_percent": "300", "effect": "OVER_COMPLETION_EFFECT_DEDUCT", deducted[0]: deducted[2]},
            ]
        if self.rescale:
            scheme["not_applicable_policy"] = "NOT_APPLICABLE_POLICY_RESCALE"
        if self.ratios:
            scheme["goal_policy"] = "GOAL_POLICY_RATIOS"
        if self.extra:
            scheme["extra_deduction_policy"] = "EXTRA_DEDUCTION_POLICY_ALLOW"
        return scheme

    def goals(self, codes):
        overall = [{"code": c, "expected": "目标", "ratio_percent": r} for c, r in zip(codes, ("62.5", "37.5"))]
        return {
            "name": DEPARTMENT + "/goals/2024-overall",
            "scheme": "schemes/a",
            "overall_goals": overall if self.ratios else [],
            "indicators": self.indicators,
        }

    def evaluation(self):
        amounts = self.pick([("3002094.97", "2879927.69"), ("100", "40"), ("100", "50"), ("100", "80.00"), ("100", "120"), ("0", "0"), ("", "5"), ("3", "1")])
        line = {"code": "total", "label": "总额", "kind": "BUDGET_LINE_KIND_TOTAL"}
        line.update({key: amount for key, amount in zip(("adjusted_yuan", "executed_yuan"), amounts) if amount})
        return {"name": DEPARTMENT + "/evaluations/2024-overall", "budget": {"lines": [line]}, "results": self.results}


def form(seed):
    return Form(seed).build()
