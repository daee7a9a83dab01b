"""What a schema does not accept is said in words a person can act on, with its line."""

import pytest

from convoke.core.loading import schema
from convoke.core.loading.source import read

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["code"],
    "properties": {
        "code": {"type": "string", "pattern": "^[a-z]+$", "description": "small letters"},
        "level": {"enum": ["national", "regional"]},
        "file": {"const": "some.yaml"},
        "number": {"type": ["integer", "null"], "maximum": 9, "description": "a number up to 9"},
        "people": {"type": "array", "items": {"type": "object", "required": ["name"]}},
    },
}


@pytest.fixture
def faults(tmp_path):
    """The faults of a text against the schema above."""

    def check(text: str) -> list[str]:
        path = tmp_path / "some.yaml"
        path.write_text(text)
        content, found = read(path, "some.yaml")
        assert not found
        return [str(fault) for fault in schema.check(content, SCHEMA, "some.yaml")]

    return check


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code: a\nlevel: global\n", "some.yaml:2: level: “global” is not accepted. Accepted: national, regional."),
        ("code: a\nfile: x.yaml\n", "some.yaml:2: file: “x.yaml” is not accepted. Accepted: some.yaml."),
        ("code: 1\n", "some.yaml:1: code: “1” is not accepted. Accepted: text."),
        (
            "code: a\nnumber: many\n",
            "some.yaml:2: number: “many” is not accepted. Accepted: a whole number or nothing (null).",
        ),
        ("code: a\nnumber: 10\n", "some.yaml:2: number: “10” is not accepted: a number up to 9."),
        ("code: A-1\n", "some.yaml:1: code: “A-1” does not have the form accepted here: small letters."),
        ("level: national\n", "some.yaml:1: the file: “code” is missing."),
        ("code: a\npeople:\n  - {}\n", "some.yaml:3: people: “name” is missing."),
        (
            "code: a\nnmae: b\n",
            "some.yaml:2: the file: “nmae” is not known here. Accepted: code, file, level, number, people.",
        ),
        ("- a\n", "some.yaml:1: the file: “['a']” is not accepted. Accepted: a mapping."),
    ],
)
def test_a_fault_says_what_is_accepted(faults, text, said):
    assert faults(text) == [said]


def test_every_fault_of_a_file_is_found_at_once(faults):
    assert len(faults("code: 1\nlevel: global\nnmae: b\npeople:\n  - {}\n")) == 4


def test_every_missing_key_is_named(faults, monkeypatch):
    monkeypatch.setitem(SCHEMA, "required", ["code", "level"])
    assert [line.split(": ")[2] for line in faults("number: 1\n")] == ["“code” is missing.", "“level” is missing."]


def test_a_long_value_is_shown_shortened(faults):
    (said,) = faults(f"code: {'A' * 200}\n")
    assert "A" * 57 + "…" in said
    assert "A" * 58 not in said


def test_what_the_schema_accepts_has_no_fault(faults):
    assert faults("code: a\nnumber: null\npeople: [{name: Ada}]\n") == []
