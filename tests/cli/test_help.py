import re

import pytest

from .cli_process import COMMANDS, run

PAGES = [(), *((name,) for name in COMMANDS), ("form", "check")]
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|message|exit|required|default|help for|error|invalid|missing|such|try|str|list|path)\b",
    re.IGNORECASE,
)
# words a user types, which are English by convention
TYPED = re.compile(r"--?[a-z-]+|text\|json|bash|zsh|fish|powershell|SHELL|PROFILE")


@pytest.mark.parametrize("command", PAGES, ids=" ".join)
def test_a_help_page_ends_with_examples(command: tuple[str, ...]) -> None:
    examples = run(*command, "--help").out.partition("Ví dụ:\n")[2]
    assert all(line.startswith(("  cchc ", " " * 30)) for line in examples.splitlines())
    assert examples


@pytest.mark.parametrize("command", PAGES, ids=" ".join)
def test_a_help_page_has_no_english_words_but_those_one_types(command: tuple[str, ...]) -> None:
    assert [] == ENGLISH.findall(TYPED.sub("", run(*command, "--help").out))


@pytest.mark.parametrize("command", PAGES, ids=" ".join)
def test_a_help_page_has_no_bounds_in_the_notation_of_programmers(command: tuple[str, ...]) -> None:
    assert "[x" not in run(*command, "--help").out


def test_the_first_page_names_every_command() -> None:
    page = run("--help").out
    assert list(COMMANDS) == re.findall(r"^  ([a-z]+)  ", page.partition("\nLệnh:\n")[2], re.MULTILINE)


def test_a_command_s_page_has_usage_arguments_and_options() -> None:
    page = run("build", "--help").out
    assert "Cách dùng: cchc build [TÙY CHỌN] KỲ" == page.splitlines()[0]
    assert ["Tham số:", "Tùy chọn:", "Ví dụ:"] == re.findall(r"^\S+ \S+:$", page, re.MULTILINE)


def test_the_short_form_shows_the_same_page() -> None:
    assert run("validate", "--help") == run("validate", "-h")


def test_without_arguments_the_help_is_shown_and_the_run_fails() -> None:
    assert (2, "", run("--help").out) == run()


def test_the_version_is_the_result() -> None:
    assert (0, "cchc 0.1.0\n", "") == run("--version")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_a_script_that_asks_us_what_to_complete(shell: str) -> None:
    assert "_CCHC_COMPLETE" in run("completion", shell).out


def test_bash_completes_a_command() -> None:
    ended = run(_CCHC_COMPLETE="complete_bash", COMP_WORDS="cchc va", COMP_CWORD="1")
    assert (0, "validate\n") == ended[:2]


def test_bash_completes_an_option_s_value() -> None:
    ended = run(_CCHC_COMPLETE="complete_bash", COMP_WORDS="cchc validate --format j", COMP_CWORD="3")
    assert (0, "json\n") == ended[:2]
