"""A value for every figure, so that a form can be proved without a workbook."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cchc_report.figures.cited_documents import Citations, CitedDocument
from cchc_report.figures.document_totals import Named
from cchc_report.figures.figure import Figure, FigureKind, Figures, FigureValue
from cchc_report.figures.staffing import Group, Share
from cchc_report.tables.sheets.staffing import StaffGroup


def with_sample_values(figures: Figures, sections: Sequence[str]) -> Figures:
    """Return the same figures, each with a value of its kind."""
    return Figures.of(replace(figure, value=_sample(figure, sections)) for figure in figures.values())


def _sample(figure: Figure, sections: Sequence[str]) -> FigureValue:
    match figure.kind:
        case FigureKind.COUNT:
            return 3
        case FigureKind.RATE:
            return Decimal(50)
        case FigureKind.LIST:
            return _sample_list(figure.name, sections)


def _sample_list(name: str, sections: Sequence[str]) -> FigureValue:
    """Return one entry of the kind that a list holds; by kinds, since every subject's lists are its own."""
    document = CitedDocument(
        kind="Kế hoạch",
        symbol="01/KH-UBND",
        issued_on=date(2023, 1, 3),
        subject="về cải cách hành chính",
        issuer="UBND xã",
    )
    shares = (Share("Đại học", 3, Decimal(100)),)
    samples: dict[str, FigureValue] = {
        "staffing.groups": tuple(Group(group.value, 3, shares, shares) for group in StaffGroup),
        "documents.cited": Citations(dict.fromkeys(sections, (document,))),
    }
    return samples.get(name, (Named("Kế hoạch", 3),))
