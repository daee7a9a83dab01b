"""Several processes write one chain."""

from pathlib import Path

APPEND_MANY = Path(__file__).with_name("append_many.py")


def test_processes_that_append_at_the_same_time_keep_one_chain(empty_installation):
    writers = [empty_installation.start_python(APPEND_MANY, 8) for _number in range(3)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _out, err = writer.communicate()
        assert writer.returncode == 0, err
    assert empty_installation.count("core_journalentry") == 24
    done = empty_installation.run("journal", "verify")
    assert done.stdout == "The journal holds: 24 entries.\n"


def test_a_journal_that_was_tampered_with_fails_the_command(installation):
    if installation.database:
        installation.execute("DROP TRIGGER core_journalentry_append_only ON core_journalentry")
    else:
        installation.execute("DROP TRIGGER core_journalentry_no_update")
    installation.execute("UPDATE core_journalentry SET verb = 'other' WHERE sequence = 1")
    done = installation.run("journal", "verify")
    assert done.returncode == 1
    assert "entry 1 was changed after it was written" in done.stderr
    assert "Traceback" not in done.stderr
