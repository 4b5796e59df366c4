"""`cchc schema`: the JSON Schemas of the sheets and of the JSON outputs."""

from typing import Annotated

import typer

from cchc_report.cli.options import Output, Overwrite
from cchc_report.cli.show import format_json
from cchc_report.cli.terminal import print_result

EXAMPLES = """
cchc schema                          mọi trang tính và mọi kết quả JSON
cchc schema "Hồ sơ"                  các cột của trang Hồ sơ, tên khác của cột, danh mục giá trị
cchc schema build -o build.json      kết quả của cchc build --json
"""


def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="TÊN",
            help="Tên một trang tính (Hồ sơ) hoặc một lệnh có --json (build). Bỏ trống: tất cả.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    force: Overwrite = False,
) -> int:
    """In lược đồ JSON (JSON Schema 2020-12) của các trang tính và của các kết quả JSON, cho người viết phần mềm."""
    from cchc_report.cli.json_outputs import OUTPUTS
    from cchc_report.reference.schema import all_schemas, find_schema

    print_result(format_json(all_schemas(OUTPUTS) if name is None else find_schema(name, OUTPUTS)), output, force=force)
    return 0
