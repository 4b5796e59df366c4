"""Most dossiers are ordinary, and no rule but those that look always has anything to say of one: the rules pass over them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.tables.sheets.dossier_rules import DOSSIER_RULES, DossierFacts, is_ordinary
from cchc_report.tables.sheets.dossiers import Channel, Level, Status

DAY = date(2023, 3, 6)
MOMENTS = st.none() | st.builds(
    lambda days, minutes: datetime.combine(DAY, datetime.min.time()) + timedelta(days=days, minutes=minutes),
    st.integers(-3, 4) | st.integers(-800, 800),
    st.sampled_from((0, 600)),
)
MARKS = st.sampled_from((None, True, False))
ONES = st.builds(
    DossierFacts,
    st.sampled_from(("HS-1", "H56.33.24-230306-0001", "H56.33.24-230307-0001")),
    st.just(DAY),
    MOMENTS,
    MOMENTS,
    st.sampled_from((None, *Channel)),
    st.sampled_from((None, *Level)),
    st.sampled_from((None, *Channel)),
    st.sampled_from((None, *Status)),
    MARKS,
    MARKS,
)
ORDINARY = DossierFacts(
    "HS-1", DAY, datetime(2023, 3, 9), datetime(2023, 3, 8), Channel.DIRECT, None, Channel.DIRECT, None, True, False
)


@given(ONES)
def test_no_rule_that_passes_over_ordinary_dossiers_speaks_of_one(dossier: DossierFacts) -> None:
    if is_ordinary(dossier):
        assert [] == [rule.check(dossier) for rule in DOSSIER_RULES.rules if not rule.always and rule.check(dossier)]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"channel": Channel.ONLINE, "level": Level.FULL},
        {"status": Status.RETURNED},
        {"finished_at": datetime(2023, 3, 9, 16), "due_at": datetime(2023, 3, 9, 10)},
    ],
)
def test_a_dossier_finished_within_its_term_is_ordinary(change: dict[str, object]) -> None:
    assert is_ordinary(ORDINARY._replace(**change))  # type: ignore[arg-type]  # each under its own name


@pytest.mark.parametrize(
    "change",
    [
        {"finished_at": None},
        {"due_at": None},
        {"finished_at": datetime(2023, 3, 10)},
        {"finished_at": datetime(2023, 3, 5)},
        {"due_at": datetime(2024, 3, 9)},
        {"status": Status.IN_WORK},
        {"apologised": True},
        {"channel": Channel.ONLINE},
        {"level": Level.FULL},
    ],
)
def test_any_other_is_not(change: dict[str, object]) -> None:
    assert not is_ordinary(ORDINARY._replace(**change))  # type: ignore[arg-type]  # each under its own name


@pytest.mark.parametrize(("days", "codes"), [(299, []), (300, ["CC320", "CC322"])])
def test_days_are_far_apart_from_three_hundred_on(days: int, codes: list[str]) -> None:
    far = datetime.combine(DAY, datetime.min.time()) + timedelta(days=days)
    dossier = ORDINARY._replace(due_at=far, finished_at=far)
    found = [finding for rule in DOSSIER_RULES.rules if (finding := rule.check(dossier)) is not None]
    assert codes == [finding.code.identifier for finding in found]
    assert is_ordinary(dossier) is not bool(codes)
