"""Which folders are communes."""

from pathlib import Path

from cchc_report.batch.discovery import find_workspaces


def found(root: Path, *include: str, exclude: tuple[str, ...] = ()) -> list[str]:
    return [folder.relative_to(root).as_posix() for folder in find_workspaces(root, include, exclude)]


def make(root: Path) -> None:
    for path in ("b/xã Đông/cchc.toml", "a/xa-1/2023.xlsx", "a/xa-2/2023/ho-so.csv", "a/ghi chú/doc.txt"):
        (root / path).parent.mkdir(parents=True)
        (root / path).touch()
    for path in ("out/2023/2023.xlsx", ".git/cchc.toml", "a/xa-1/out/2023/2023.xlsx"):
        (root / path).parent.mkdir(parents=True)
        (root / path).touch()


def test_a_workspace_has_settings_or_workbooks_of_a_year_and_the_order_is_that_of_the_paths(tmp_path: Path) -> None:
    make(tmp_path)
    assert ["a/xa-1", "a/xa-2", "b/xã Đông"] == found(tmp_path)


def test_patterns_choose_by_path_by_folder_and_without_diacritics(tmp_path: Path) -> None:
    make(tmp_path)
    assert ["a/xa-1", "a/xa-2"] == found(tmp_path, "a/*")
    assert ["b/xã Đông"] == found(tmp_path, "xa dong")
    assert ["a/xa-2", "b/xã Đông"] == found(tmp_path, exclude=("xa-1",))


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "b" / "quanh").symlink_to(tmp_path, target_is_directory=True)
    assert ["a/xa-1", "a/xa-2", "b/xã Đông"] == found(tmp_path)


def test_a_commune_that_has_sent_nothing_or_another_year_is_named_too(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "a" / "xa-3").mkdir()
    (tmp_path / "a" / "xa-4").mkdir()
    (tmp_path / "a" / "xa-4" / "bao cao 2022.xlsx").touch()
    (tmp_path / "templates" / "rieng").mkdir(parents=True)
    assert ["a/xa-1", "a/xa-2", "a/xa-3", "a/xa-4"] == found(tmp_path, "a/*")
    assert "templates/rieng" not in found(tmp_path)
