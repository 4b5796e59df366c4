"""Workspaces of a few lines, for the commands that read one."""

from pathlib import Path

COMMUNE = """Tên xã,Hoằng Trường
Cơ quan nhận,UBND huyện Hoằng Hóa
Người ký,Người Ký
"""
HEADER = "Mã hồ sơ,Tên thủ tục,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Hình thức tiếp nhận,Mức độ DVC"
GOOD = "HS-{},Khai sinh,Hộ tịch,05/03/2023,07/03/2023,06/03/2023,Trực tiếp,"
BAD = "HS-{},Khai sinh,Hộ tịch,05/03/2023,07/03/2023,31/02/2023,Trực tiếp,"


def write_workspace(folder: Path, *dossiers: str) -> Path:
    """Write the workbooks of 2023 with these dossiers, each `{}` in them being its number, and return the folder."""
    year = folder / "2023"
    year.mkdir()
    (year / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    rows = [row.format(number) for number, row in enumerate(dossiers, start=1)]
    (year / "Hồ sơ.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return folder
