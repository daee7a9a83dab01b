"""Reading YAML: every line is known, and what is wrong with the form is said with its line."""

import pytest

from convoke.core.loading.source import Fault, FaultyData, Place, line_at, read

TEXT = """\
# a comment
edition:
  dates: {start: 2030-05-06}
sessions:
  - code: "1.1"
    panel:
      - name: Ada Quill
  - code: "1.2"
"""


@pytest.fixture
def reading(tmp_path):
    """Reads a text or bytes as the file ``some.yaml``."""

    def read_it(content: str | bytes):
        path = tmp_path / "some.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(path, "some.yaml")

    return read_it


def faults(result) -> list[str]:
    return [str(fault) for fault in result[1]]


def test_everything_read_knows_its_line(reading):
    content, found = reading(TEXT)
    assert found == []
    assert line_at(content, ["edition", "dates", "start"]) == 3
    assert line_at(content, ["sessions", 0, "panel", 0, "name"]) == 7
    assert line_at(content, ["sessions", 1]) == 8
    assert content["sessions"][0]["panel"].line == 7


def test_the_line_of_what_is_not_there_is_that_of_the_last_step_found(reading):
    content, _found = reading(TEXT)
    assert line_at(content, ["sessions", 1, "panel", 0]) == 8
    assert line_at(content, ["nothing"]) == 2


def test_dates_stay_text(reading):
    assert reading(TEXT)[0]["edition"]["dates"]["start"] == "2030-05-06"


def test_a_key_given_twice_is_a_fault_at_its_second_line(reading):
    assert faults(reading("a: 1\nb: 2\na: 3\n")) == ["some.yaml:3: “a” is given twice."]


def test_a_file_that_is_not_utf_8_is_a_fault_at_the_line_of_the_first_wrong_byte(reading):
    assert faults(reading(b"a: 1\nb: \xe9t\xe9\n")) == ["some.yaml:2: The file is not UTF-8 text."]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1, 2\n", 3),
        ("a: 1\nb: c: d\n", 2),
        ("a:\n\t- 1\n", 2),
        ("a: 'open\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: !secret 1\n", 1),
        ("a: 1\nb: bell \x07\n", 2),
        ("a: &x [*x]\n", 1),
    ],
)
def test_what_is_not_valid_yaml_is_a_fault_with_its_line_and_reason(reading, text, line):
    content, found = reading(text)
    assert content is None
    assert [fault.place for fault in found] == [Place("some.yaml", line)]
    assert found[0].message.startswith("This is not valid YAML: ")
    assert len(found[0].message) > len("This is not valid YAML: .")


@pytest.mark.parametrize("text", [".nan", ".inf", "0x_", "!!int many"])
def test_what_looks_like_a_number_and_is_none_is_a_fault(reading, text):
    assert faults(reading(f"a: 1\nb: {text}\n"))[0].startswith("some.yaml:2: ")
    assert faults(reading(f"a: 1\nb: {text}\n"))[0].endswith("is no number.")


def test_an_empty_file_is_read_as_nothing(reading):
    assert reading("") == (None, [])


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(reading):
    content, found = reading("\ufeffa: 1\r\nb:\r\n  c: 2\r\n")
    assert found == []
    assert content == {"a": 1, "b": {"c": 2}}
    assert line_at(content, ["b", "c"]) == 3


def test_faults_are_listed_once_in_the_order_of_files_and_lines():
    one, other = Fault(Place("a.yaml", 9), "x"), Fault(Place("a.yaml", 10), "x")
    error = FaultyData([Fault(Place("b.yaml", 1), "x"), other, one, one])
    assert list(map(str, error.faults)) == ["a.yaml:9: x", "a.yaml:10: x", "b.yaml:1: x"]
    assert str(error) == "a.yaml:9: x\na.yaml:10: x\nb.yaml:1: x"
