# SPDX-License-Identifier: Apache-2.0
"""What each rule kind gives, in fractions: written from docs/certificate.md, sharing nothing with the program.

A is the target, B the actual value, w the weight.
"""

import re
from fractions import Fraction
from typing import NamedTuple, Optional

from canonical import shortest

DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
HUNDRED = Fraction(100)

# The inputs that each rule reads of a row, beside rule, weight, status, given points and deductions.
READS = {
    "AT_LEAST": {"target", "actual", "over_completion"},
    "AT_MOST": {"target", "actual", "at_most"},
    "EQUAL": {"target", "actual", "equal", "over_completion"},
    "BAND": {"band"},
    "BY_HAND": set(),
    "RANGE": {"target", "target_upper", "actual", "range", "at_most"},
    "DATE": {"deadline", "completed_date", "date"},
    "STEP_DEDUCTION": {"target", "actual", "step_deduction"},
    "BRACKETS": {"actual", "bracket_table"},
    "EITHER_OR": {"outcome"},
    "INFORMATION": set(),
    "VETO": {"outcome"},
}
REPORTED = {"actual", "completed_date", "outcome", "band", "given_points"}
ALL_INPUTS = set().union(*READS.values())
WITHOUT_POINTS = {"INFORMATION", "VETO"}


class Wrong(Exception):
    """A field that does not follow: its name, what it says, what follows."""

    def __init__(self, field, says, follows):
        super().__init__(field, says, follows)
        self.field, self.says, self.follows = field, says, follows


class Result(NamedTuple):
    clause: str
    points: Fraction = Fraction(0)
    completion: Optional[Fraction] = None
    needs_person: bool = False


def number(row, field):
    """A decimal, which certificates write in shortest form."""
    text = row[field]
    if not DECIMAL.match(text) or shortest(text) != text:
        raise Wrong(field, text, "a decimal in shortest form")
    return Fraction(text)


def rounded_units(value, rule):
    """How many units of the last place: 1.25 at 2 places is 125. Values are never negative."""
    units = value * 10 ** rule["places"]
    whole = units.numerator // units.denominator
    rest = units - whole
    if rule["mode"] == "TRUNCATE" or rest < Fraction(1, 2):
        return whole
    if rest > Fraction(1, 2) or rule["mode"] == "HALF_UP":
        return whole + 1
    return whole + whole % 2


def text_of_units(units, places):
    if places == 0:
        return str(units)
    return f"{units // 10**places}.{units % 10**places:0{places}d}"


def rounded(value, rule):
    """The rounded value and how a certificate writes it."""
    units = rounded_units(value, rule)
    return Fraction(units, 10 ** rule["places"]), text_of_units(units, rule["places"])


def rounded_points(value, rule, weight):
    """As `rounded`; what would be lifted above the weight is truncated."""
    points = rounded(value, rule)
    return points if points[0] <= weight else rounded(value, {**rule, "mode": "TRUNCATE"})


def check_rounding(owner, field):
    rule = owner[field]
    complete = rule and rule["mode"] in ("HALF_UP", "TRUNCATE", "HALF_EVEN") and 0 <= rule["places"] <= 6
    if not complete or rule["stage"] not in ("EACH_PART", "SUM_ONCE"):
        raise Wrong(field, rule, "a rounding with mode, places and stage")
    return rule


def at_least(a, b, w):
    if a < 0:
        return Result("BY_HAND", needs_person=True)
    if a == 0:
        return Result("TARGET_MET", w) if b >= 0 else Result("ZERO_TARGET_MISSED")
    completion = max(b, Fraction(0)) / a * HUNDRED
    if b >= a:
        return Result("TARGET_MET", w, completion)
    if b < 0:
        return Result("NEGATIVE_ACTUAL", Fraction(0), completion)
    return Result("PRO_RATA", w * b / a, completion)


def at_most(a, b, w, option):
    if b <= a:
        return Result("TARGET_MET", w, HUNDRED)
    if a < 0:
        return Result("BY_HAND", needs_person=True)
    completion = a / b * HUNDRED
    if a == 0:
        return Result("ZERO_TARGET_MISSED", Fraction(0), completion)
    if option == "BY_HAND":
        return Result("BY_HAND", Fraction(0), completion, needs_person=True)
    if option == "LINEAR":
        return Result("LINEAR", max(w * (1 - (b - a) / a), Fraction(0)), completion)
    if option == "INVERSE":
        return Result("INVERSE_RATIO", w * a / b, completion)
    raise Wrong("at_most", option, "an option")


def equal(a, b, w, option):
    if option == "STRICT":
        completion = max(b, Fraction(0)) / a * HUNDRED if a > 0 else None
        if a == b:
            return Result("TARGET_MET", w, completion)
        return Result("BY_HAND", Fraction(0), completion, needs_person=True)
    if option != "LENIENT":
        raise Wrong("equal", option, "an option")
    if a != 0:
        return at_least(a, b, w)
    return Result("TARGET_MET", w) if b <= 0 else Result("ZERO_TARGET_MISSED")


def in_range(row, b, w):
    lower, upper = number(row, "target"), number(row, "target_upper")
    if lower <= b <= upper:
        return Result("TARGET_MET", w, HUNDRED)
    if row["range"] == "ZERO":
        return Result("OUTSIDE_RANGE")
    if row["range"] == "BY_HAND":
        return Result("BY_HAND", needs_person=True)
    if row["range"] != "RATIO":
        raise Wrong("range", row["range"], "an option")
    return at_least(lower, b, w) if b < lower else at_most(upper, b, w, row["at_most"])


def date(row, w):
    done, deadline = row["completed_date"], row["deadline"]
    if deadline is None:
        raise Wrong("deadline", "nothing", "a date")
    known = [part for part in ("year", "month", "day") if deadline[part]]
    if [done[part] for part in known] <= [deadline[part] for part in known]:
        return Result("TARGET_MET", w)
    if row["date"] == "ZERO":
        return Result("LATE")
    if row["date"] != "BY_HAND":
        raise Wrong("date", row["date"], "an option")
    return Result("BY_HAND", needs_person=True)


def step_deduction(row, b, w):
    rule = row["step_deduction"]
    if rule is None:
        raise Wrong("step_deduction", "nothing", "a step deduction")
    above = b - number(row, "target")
    beyond = {"ABOVE": above, "BELOW": -above, "BOTH": abs(above)}.get(rule["direction"])
    if beyond is None:
        raise Wrong("step_deduction.direction", rule["direction"], "a direction")
    if beyond <= 0:
        return Result("TARGET_MET", w, HUNDRED)
    steps = beyond / Fraction(rule["step"])
    if rule["counting"] == "STARTED":
        steps = -(-steps.numerator // steps.denominator)
    elif rule["counting"] == "FULL":
        steps = steps.numerator // steps.denominator
    elif rule["counting"] != "PROPORTIONAL":
        raise Wrong("step_deduction.counting", rule["counting"], "a way to count")
    points = max(w - steps * Fraction(rule["points_per_step"]), Fraction(0))
    return Result("STEPS_DEDUCTED", points, HUNDRED if points == w else None)


def inside(value, entry, lower, upper):
    """Whether an interval with inclusive or exclusive ends has the value; an empty end is none."""
    if entry[lower]:
        low = Fraction(entry[lower])
        if value < low or (value == low and not entry[lower.split("_")[0] + "_inclusive"]):
            return False
    if entry[upper]:
        high = Fraction(entry[upper])
        if value > high or (value == high and not entry[upper.split("_")[0] + "_inclusive"]):
            return False
    return True


def brackets(row, b):
    table = row["bracket_table"]
    for bracket in table["brackets"] if table else []:
        if inside(b, bracket, "lower", "upper"):
            return Result("BRACKET", Fraction(bracket["points"]))
    raise Wrong("bracket_table", "no bracket for the actual value", "a bracket for every number")


def band(row, w):
    entry = row["band"]
    if not row["given_points"]:
        return Result("BAND_SHARE", Fraction(entry["share"]) * w, HUNDRED)
    points = number(row, "given_points")
    if row["weight_points"]:
        check_inside_band(row, points, w)
    return Result("BAND_POINTS", points, HUNDRED)


def check_inside_band(row, points, w):
    def limit(share):
        half_up = {"mode": "HALF_UP", "places": 2}
        return w if Fraction(share) == 1 else rounded(Fraction(share) * w, half_up)[0]

    entry = row["band"]
    limits = {**entry, "lower_share": str(limit(entry["lower_share"])), "upper_share": str(limit(entry["upper_share"]))}
    # With points taken off by a reviewer, those that were given may lie below the band.
    if row["extra_deducted_points"]:
        limits.update(lower_share="0", lower_inclusive=True)
    in_band = inside(points, limits, "lower_share", "upper_share")
    if points > w or not in_band:
        raise Wrong("given_points", row["given_points"], "points inside the band and not above the weight")


def reached_threshold(row, effect, completion):
    """The highest threshold with this effect that the completion reaches, or None."""
    reached = [
        t
        for t in row["over_completion"]
        if t["effect"] == effect and completion >= Fraction(t["completion_percent"])
    ]
    return max(reached, key=lambda t: Fraction(t["completion_percent"]), default=None)


def value_rule(row, w):
    b = number(row, "actual")
    if row["rule"] == "AT_LEAST":
        return at_least(number(row, "target"), b, w)
    if row["rule"] == "AT_MOST":
        return at_most(number(row, "target"), b, w, row["at_most"])
    if row["rule"] == "EQUAL":
        return equal(number(row, "target"), b, w, row["equal"])
    if row["rule"] == "RANGE":
        return in_range(row, b, w)
    if row["rule"] == "STEP_DEDUCTION":
        return step_deduction(row, b, w)
    return brackets(row, b)


def by_rule(row, w):
    """What the rule says, before a person has a say; None where the result is missing."""
    kind = row["rule"]
    if kind == "BY_HAND":
        return Result("BY_HAND", needs_person=True)
    if kind == "BAND":
        return band(row, w) if row["band"] else None
    if kind in ("EITHER_OR", "VETO"):
        outcomes = {
            "EITHER_OR": {"REACHED": Result("TARGET_MET", w, HUNDRED), "NOT_REACHED": Result("NOT_REACHED", completion=Fraction(0))},
            "VETO": {"REACHED": Result("NO_VETO"), "NOT_REACHED": Result("VETO")},
        }
        return outcomes[kind].get(row["outcome"])
    if kind == "DATE":
        return date(row, w) if row["completed_date"] else None
    return value_rule(row, w) if row["actual"] else None


def evaluate(row, w):
    """The row's Result and the over-completion deduction that goes with it (or None)."""
    if row["status"] == "NOT_APPLICABLE":
        return Result("NOT_APPLICABLE"), None
    if row["rule"] == "INFORMATION":
        return Result("INFORMATION"), None
    if row["status"] == "NO_EVIDENCE":
        return Result("NO_EVIDENCE"), None
    result = by_rule(row, w)
    if result is None:
        return Result("MISSING"), None
    deduction = None
    if not result.needs_person and result.completion is not None and row["over_completion"]:
        if row["given_points"] and reached_threshold(row, "REVIEW", result.completion):
            result = result._replace(clause="BY_HAND", needs_person=True)
        elif threshold := reached_threshold(row, "DEDUCT", result.completion):
            deduction = Fraction(threshold["deducted_points"])
    if result.needs_person:
        given = number(row, "given_points")
        if row["weight_points"] and given > w:
            raise Wrong("given_points", row["given_points"], "no more than the weight")
        result = result._replace(points=given, needs_person=False)
    elif row["given_points"] and result.clause != "BAND_POINTS":
        raise Wrong("given_points", row["given_points"], "nothing: the rule decides")
    return result, deduction
