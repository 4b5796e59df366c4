"""What each command prints with `--json`, declared once: `cchc schema` prints these models, tests hold the real output to them.

Knows the names and kinds of values a script relies on, not how they come about. The models are strict: a key more or less,
or a number written as text, is a break of the promise made to scripts.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from cchc_report.report.json_outputs.comparisons import AuditFolderJson, AuditJson, CompareJson
from cchc_report.report.json_outputs.records import RecordedDocumentJson, RecordJson, VerifyJson
from cchc_report.report.json_outputs.reports import BatchJson, BuildJson, DoctorJson, ExplainJson, ValidateJson

__all__ = [
    "OUTPUTS",
    "AuditFolderJson",
    "AuditJson",
    "BatchJson",
    "BuildJson",
    "CompareJson",
    "DoctorJson",
    "ExplainJson",
    "OutputModel",
    "RecordJson",
    "RecordedDocumentJson",
    "ValidateJson",
    "VerifyJson",
]

OutputModel: TypeAlias = (
    type[ValidateJson]
    | type[BuildJson]
    | type[ExplainJson]
    | type[RecordJson]
    | type[VerifyJson]
    | type[AuditJson]
    | type[AuditFolderJson]
    | type[CompareJson]
    | type[BatchJson]
    | type[DoctorJson]
)

# By the command that prints it, in the order of its help page.
OUTPUTS: Mapping[str, OutputModel] = MappingProxyType(
    {
        "validate": ValidateJson,
        "build": BuildJson,
        "explain": ExplainJson,
        "record": RecordJson,
        "verify": VerifyJson,
        "compare": CompareJson,
        "audit": AuditJson,
        "audit folder": AuditFolderJson,
        "batch": BatchJson,
        "doctor": DoctorJson,
    }
)
