"""The rule that checks the on-time rate of a report: it follows the form's setting, by what a written report says of it."""

from collections.abc import Iterable

from cchc_report.figures import Denominator
from cchc_report.form.rule_kinds import IsShare, Rule

_RATE = "dossiers.on_time_rate"
_FINISHED = ("dossiers.on_time", "dossiers.overdue")
_TOTAL = ("dossiers.received", "dossiers.carried_over?")
_PARTS = {
    Denominator.TOTAL: (("dossiers.on_time",), _TOTAL),
    Denominator.FINISHED: (("dossiers.on_time",), _FINISHED),
    Denominator.DUE: (("dossiers.on_time",), (*_FINISHED, "dossiers.pending_overdue?")),
    Denominator.INDEX: (("dossiers.on_time", "dossiers.pending_in_time"), _TOTAL),
}
_HINTS = {
    Denominator.TOTAL: "Tính lại: số đúng hẹn chia tổng số hồ sơ, làm tròn hai chữ số thập phân.",
    Denominator.FINISHED: "Tính lại: số đúng hẹn chia số đã giải quyết, làm tròn hai chữ số thập phân.",
    Denominator.DUE: "Tính lại: số đúng hẹn chia số đã đến hạn, làm tròn hai chữ số thập phân.",
    Denominator.INDEX: "Tính lại: số đúng hẹn và số đang giải quyết còn trong hạn chia tổng số hồ sơ, làm tròn hai chữ số thập phân.",
}


def as_set(rules: Iterable[Rule], setting: Denominator) -> tuple[Rule, ...]:
    """Return the rules with the one on the on-time rate as the setting has it."""
    part, whole = _PARTS[setting]
    check = IsShare(rate=_RATE, part=part, whole=whole)
    return tuple(
        rule.model_copy(update={"check": check, "hint": _HINTS[setting]})
        if isinstance(rule.check, IsShare) and rule.check.rate == _RATE
        else rule
        for rule in rules
    )
