# SPDX-License-Identifier: Apache-2.0
"""The fields of a certificate: their numbers, names and kinds, and the names of enum values.

docs/certificate.md has the same as a table. `named` turns a message of numbers (canonical.py) into one of names, in which
every field stands: what is not given as "", 0, False, None or [].
"""

CERTIFICATE = "heng.v1.Certificate"

ENUMS = {
    "RuleKind": (
        "RULE_KIND_",
        "UNSPECIFIED AT_LEAST AT_MOST EQUAL BAND BY_HAND RANGE DATE STEP_DEDUCTION BRACKETS EITHER_OR INFORMATION VETO",
    ),
    "AtMostOption": ("AT_MOST_OPTION_", "UNSPECIFIED INVERSE LINEAR BY_HAND"),
    "EqualOption": ("EQUAL_OPTION_", "UNSPECIFIED LENIENT STRICT"),
    "RangeOption": ("RANGE_OPTION_", "UNSPECIFIED RATIO ZERO BY_HAND"),
    "DateOption": ("DATE_OPTION_", "UNSPECIFIED BY_HAND ZERO"),
    "OverCompletionEffect": ("OVER_COMPLETION_EFFECT_", "UNSPECIFIED FLAG REASON REVIEW DEDUCT"),
    "StepDirection": ("STEP_DIRECTION_", "UNSPECIFIED ABOVE BELOW BOTH"),
    "StepCounting": ("STEP_COUNTING_", "UNSPECIFIED STARTED FULL PROPORTIONAL"),
    "BetterValue": ("BETTER_VALUE_", "UNSPECIFIED HIGHER LOWER MIDDLE"),
    "RoundingMode": ("ROUNDING_MODE_", "UNSPECIFIED HALF_UP TRUNCATE HALF_EVEN"),
    "RoundingStage": ("ROUNDING_STAGE_", "UNSPECIFIED EACH_PART SUM_ONCE"),
    "NotApplicablePolicy": ("NOT_APPLICABLE_POLICY_", "UNSPECIFIED REFUSE RESCALE"),
    "GoalPolicy": ("GOAL_POLICY_", "UNSPECIFIED SINGLE RATIOS"),
    "ResultStatus": ("RESULT_STATUS_", "UNSPECIFIED NO_EVIDENCE NOT_APPLICABLE"),
    "Outcome": ("OUTCOME_", "UNSPECIFIED REACHED NOT_REACHED"),
    "DeductionKind": ("DEDUCTION_KIND_", "UNSPECIFIED OVER_COMPLETION EXTRA"),
    "TotalClause": ("TOTAL_CLAUSE_", "UNSPECIFIED SUM RESCALED EXECUTION_CAP VETO"),
    "ScoreClause": (
        "SCORE_CLAUSE_",
        "UNSPECIFIED TARGET_MET PRO_RATA INVERSE_RATIO LINEAR NEGATIVE_ACTUAL ZERO_TARGET_MISSED BAND_SHARE BAND_POINTS"
        " BY_HAND MISSING NO_EVIDENCE EXECUTION_RATIO EXECUTION_CAPPED EXECUTION_ZERO_BUDGET EXECUTION_MISSING"
        " OUTSIDE_RANGE LATE STEPS_DEDUCTED BRACKET NOT_REACHED INFORMATION NOT_APPLICABLE NO_VETO VETO",
    ),
}

# One field a line: number, name, kind as in the canonical encoding, and the type of messages and enums. A star behind the
# kind makes it a list.
_TYPES = """
heng.v1.Certificate
  1 evaluation s
  2 scheme s
  3 scheme_sha256 s
  4 goals s
  5 goals_sha256 s
  6 execution m heng.v1.ExecutionNode
  7 indicators m* heng.v1.IndicatorNode
  8 classes m* heng.v1.ClassNode
  9 goal_policy e GoalPolicy
  10 goal_parts m* heng.v1.GoalNode
  11 total m heng.v1.TotalNode
heng.v1.ExecutionNode
  1 line_code s
  2 adjusted_yuan s
  3 executed_yuan s
  4 weight_points s
  5 clause e ScoreClause
  6 exact_rate_percent s
  7 rate_rounding m heng.v1.RoundingRule
  8 rate_percent s
  9 exact_points s
  10 points_rounding m heng.v1.RoundingRule
  11 points s
heng.v1.IndicatorNode
  1 code s
  2 class_code s
  3 goal_code s
  4 rule e RuleKind
  5 weight_points s
  6 target s
  7 target_upper s
  8 deadline m google.type.Date
  9 status e ResultStatus
  10 actual s
  11 completed_date m google.type.Date
  12 outcome e Outcome
  13 band m heng.v1.Band
  14 given_points s
  15 at_most e AtMostOption
  16 equal e EqualOption
  17 range e RangeOption
  18 date e DateOption
  19 step_deduction m heng.v1.StepDeduction
  20 bracket_table m heng.v1.BracketTable
  21 over_completion m* heng.v1.OverCompletionThreshold
  22 extra_deducted_points s
  23 clause e ScoreClause
  24 exact_completion_percent s
  25 completion_rounding m heng.v1.RoundingRule
  26 completion_percent s
  27 rule_points s
  28 deductions m* heng.v1.PointsDeduction
  29 exact_points s
  30 points_rounding m heng.v1.RoundingRule
  31 points s
heng.v1.ClassNode
  1 class_code s
  2 parent_code s
  3 exact_points s
  4 points s
heng.v1.GoalNode
  1 goal_code s
  2 ratio_percent s
  3 exact_points s
  4 exact_weighted_points s
  5 rounding m heng.v1.RoundingRule
  6 weighted_points s
heng.v1.TotalNode
  1 whole_points s
  2 not_applicable_policy e NotApplicablePolicy
  3 weight_points s
  4 applicable_weight_points s
  5 execution_caps m* heng.v1.ExecutionCap
  6 veto m heng.v1.VetoRule
  7 rounding m heng.v1.RoundingRule
  8 steps m* heng.v1.TotalStep
  9 points s
  10 grades m* heng.v1.Grade
  11 grade_code s
heng.v1.TotalStep
  1 clause e TotalClause
  2 exact_points s
  3 limit_points s
  4 points s
heng.v1.PointsDeduction
  1 kind e DeductionKind
  2 points s
heng.v1.RoundingRule
  1 mode e RoundingMode
  2 places i
  3 stage e RoundingStage
heng.v1.OverCompletionThreshold
  1 completion_percent d
  2 effect e OverCompletionEffect
  3 deducted_points d
  4 deducted_share d
heng.v1.StepDeduction
  1 code s
  2 display_name s
  3 direction e StepDirection
  4 step d
  5 points_per_step d
  6 counting e StepCounting
heng.v1.Bracket
  1 lower d
  2 lower_inclusive b
  3 upper d
  4 upper_inclusive b
  5 points d
heng.v1.BracketTable
  1 code s
  2 display_name s
  3 better e BetterValue
  4 brackets m* heng.v1.Bracket
heng.v1.ExecutionCap
  1 lower_percent d
  2 lower_inclusive b
  3 upper_percent d
  4 upper_inclusive b
  5 max_total_points d
heng.v1.VetoRule
  1 max_total_points d
heng.v1.Band
  1 code s
  2 display_name s
  3 share d
  4 lower_share d
  5 lower_inclusive b
  6 upper_share d
  7 upper_inclusive b
  8 description s
heng.v1.Grade
  1 code s
  2 display_name s
  3 min_points d
google.type.Date
  1 year i
  2 month i
  3 day i
"""

DEFAULTS = {"s": "", "d": "", "e": 0, "i": 0, "b": False, "m": None}


def _read_types():
    types = {}
    for line in _TYPES.strip().splitlines():
        if not line.startswith(" "):
            fields = types[line] = {}
            continue
        number, name, kind, *of_type = line.split()
        fields[int(number)] = (name, kind[0], kind.endswith("*"), of_type[0] if of_type else "")
    return types


TYPES = _read_types()


class UnknownField(Exception):
    """A field that certificates do not have, or with another kind."""


def enum_name(enum, number):
    names = ENUMS[enum][1].split()
    return names[number] if 0 <= number < len(names) else str(number)


def named(type_name, message):
    """A message by field names; enums by the names of their values, without prefix."""
    fields = TYPES[type_name]
    result = {name: [] if repeated else DEFAULTS[kind] for name, kind, repeated, _ in fields.values()}
    for name, kind, repeated, enum in fields.values():
        if kind == "e" and not repeated:
            result[name] = enum_name(enum, 0)
    for number, field in message.items():
        if number not in fields:
            raise UnknownField(f"{type_name} has no field {number}")
        name, kind, repeated, of_type = fields[number]
        if (field.kind, field.repeated) != (kind, repeated):
            raise UnknownField(f"{type_name}.{name} has kind {field.kind!r}, want {kind!r}")
        result[name] = [_value(kind, of_type, v) for v in field.value] if repeated else _value(kind, of_type, field.value)
    return result


def _value(kind, of_type, value):
    if kind == "m":
        return named(of_type, value)
    return enum_name(of_type, value) if kind == "e" else value
