"""The options that several commands share, declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


Folder: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="THƯ_MỤC",
        help="Thư mục làm việc chứa cchc.toml và các sổ tính (mặc định: thư mục hiện tại).",
        show_default=False,
    ),
]
ResultFormat: TypeAlias = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="text|json|github",
        help="Dạng kết quả: text để đọc (mặc định), json cho phần mềm, github để hiện trong GitHub Actions.",
        show_default=False,
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="TỆP", help="Ghi kết quả vào tệp (UTF-8) thay vì in ra màn hình.", show_default=False
    ),
]
Overwrite: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Ghi đè tệp kết quả đã có mà chương trình không tự ghi ra.")
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]
PeriodName: TypeAlias = Annotated[
    str, typer.Argument(metavar="KỲ", help="Kỳ báo cáo: 2023, 2023-Q1, 2023-6M…", show_default=False)
]
Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help="Coi cảnh báo như lỗi.")]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Chỉ in lỗi, không in cảnh báo, ghi chú và thông báo.")
]
