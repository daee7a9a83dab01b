"""What every command has in common: one clear line for what is refused, progress where somebody looks."""

import io

from convoke.core.commands import Refused, TerminalProgress


class Terminal(io.StringIO):
    """A stream somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_what_is_not_accepted_ends_with_exit_code_2():
    assert Refused("No.").returncode == 2


def test_progress_is_one_line_that_is_written_over_and_taken_away():
    terminal = Terminal()
    progress = TerminalProgress(terminal)
    progress.start(2, "Reading")
    progress.advance()
    progress.advance("Writing")
    progress.finish()
    shown = terminal.getvalue()
    assert "\n" not in shown
    assert "Reading" in shown
    assert f"{'█' * 24} Writing" in shown
    assert shown.endswith("\r\x1b[K")


def test_progress_does_not_run_over_when_more_is_done_than_was_announced():
    progress = TerminalProgress(Terminal())
    progress.start(1)
    progress.advance(steps=5)
    assert progress.done == 1
    progress.start(0)
    progress.advance("unknown length")
    assert progress.done == 0


def test_progress_says_nothing_into_a_file():
    file = io.StringIO()
    progress = TerminalProgress(file)
    progress.start(1, "Reading")
    progress.advance("Writing")
    progress.finish()
    assert file.getvalue() == ""
