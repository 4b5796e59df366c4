"""Copies a form pack into a workspace, to be edited there. Never touches a form that is there."""

import re
from pathlib import Path

from cchc_report.form import FORM_FILE
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.errors import MachineError, UsageError
from cchc_report.ground.outputs import write_all
from cchc_report.workspace.workspace import OWN_FORMS, Workspace

_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_ID = re.compile(r"^id *=.*$", re.MULTILINE)


def copy_form(workspace: Workspace, name: str, original: str | None = None) -> tuple[Path, ...]:
    """Copy a form, by default the newest the workspace reports on, into its folder `templates` and return the new files.

    Raises UsageError where the name cannot be one or is taken, or there is no such original; MachineError where the disk fails.
    """
    target = _free_folder(workspace, name)
    source = workspace.find_form(original) if original else workspace.form_folders()[-1]
    try:
        contents = {
            target / path.relative_to(source): _content(path, source, name)
            for path in sorted(source.rglob("*"))
            if path.is_file() and not path.name.startswith((".", "~$"))
        }
        for folder in {path.parent for path in contents}:
            folder.mkdir(parents=True, exist_ok=True)
        write_all(contents)
    except OSError as error:
        raise MachineError(
            f"Không chép được {source} vào {target}. Hãy kiểm tra quyền truy cập và dung lượng ổ đĩa."
        ) from error
    return tuple(contents)


def _free_folder(workspace: Workspace, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"“{name}” không làm tên biểu mẫu được. Dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ tinh-moi-2027."
        )
    if (packaged_forms() / name).exists():
        raise UsageError(f"“{name}” là tên của biểu mẫu có sẵn. Hãy đặt tên khác, ví dụ {name}-sua-doi.")
    target = workspace.root / OWN_FORMS / name
    if target.exists():
        raise UsageError(f"Đã có {target}, không ghi đè. Hãy đặt tên khác, hoặc sửa biểu mẫu đang có ở đó.")
    return target


def _content(path: Path, source: Path, name: str) -> bytes:
    """Return a file of the original; in form.toml the form's own name is the new one."""
    if path != source / FORM_FILE:
        return path.read_bytes()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} không phải mã UTF-8. Lưu lại tệp với Encoding là UTF-8 rồi chạy lại.") from error
    return _ID.sub(f'id = "{name}"', text, count=1).encode()
