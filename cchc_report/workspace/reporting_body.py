"""Who reports on many communes together: `[body]` in the cchc.toml of the folder of all of them."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_ROOM = "…"  # printed where something is not given: to be filled in by hand
_NEEDED = {"name": "tên cơ quan", "place": "địa danh", "recipient": "cơ quan nhận", "signer": "người ký"}


class ReportingBody(BaseModel):
    """The body that adds up the communes' reports; whatever it does not say is left open in the document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: _Text | None = None  # Sở Nội vụ
    parent: _Text | None = None  # the body above it, on the line above: UBND tỉnh Thanh Hóa
    place: _Text | None = None  # Thanh Hóa, before the date
    recipient: _Text | None = None  # UBND tỉnh Thanh Hóa
    symbol: _Text = "BC-…"  # BC-SNV
    report_number: int | _Text | None = None
    report_date: date | None = None
    signs_for: _Text | None = None  # KT. GIÁM ĐỐC
    signer_title: _Text | None = None  # PHÓ GIÁM ĐỐC
    signer: _Text | None = None
    recipients: tuple[_Text, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What the report needs and is not given, in words."""
        return tuple(words for field, words in _NEEDED.items() if getattr(self, field) is None)

    @property
    def with_room(self) -> "ReportingBody":
        """The body with a mark for each thing that is not given."""
        return self.model_copy(update={field: getattr(self, field) or _ROOM for field in _NEEDED})
