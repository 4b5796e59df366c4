"""Every JSON output by the command that prints it, in the order of the help page; each is declared beside what makes it."""

from types import MappingProxyType

from cchc_report.audit.audit_json import AuditFolderJson, AuditJson
from cchc_report.batch.batch_json import BatchJson
from cchc_report.compare.compare import CompareJson
from cchc_report.compare.verify import VerifyJson
from cchc_report.reference.schema import Outputs
from cchc_report.report.explain import ExplainJson
from cchc_report.report.record_json import RecordJson
from cchc_report.report.report_json import BuildJson, ValidateJson
from cchc_report.setup.doctor import DoctorJson

OUTPUTS: Outputs = MappingProxyType(
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
