"""The record of a silence procedure (BOD-4): a tagged PDF in any language, with what its reader may see."""

import io

import pikepdf
import pypdfium2
import pytest
from django.utils import translation

from convoke.bodies.models import SilenceProcedure
from convoke.core.actors import Actor
from convoke.reporting.silence_record import silence_record


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def record(actor: Actor, code: str, zone: str = "Europe/Brussels") -> bytes:
    procedure = SilenceProcedure.objects.select_related("body", "edition__forum").get(code=code)
    return silence_record(actor=actor, procedure=procedure, time_zone=zone)


def test_the_record_says_what_was_asked_and_what_came_of_it(demonstration, actor):
    text = text_of(record(actor("focal-point"), "exercise-figures"))
    procedure = SilenceProcedure.objects.get(code="exercise-figures")
    assert "Three figures that all compare (exercise)" in text
    assert "Le groupe de travail propose" in text
    assert "stopped by an objection" in text
    assert procedure.checksum in text.replace(" ", "")
    for zone in ("(UTC)", "(Asia/Manila)", "(Europe/Brussels)"):
        assert zone in text
    assert "objection" in text
    assert "Figure Z" in text


def test_bod_4_the_record_shows_a_reader_no_more_than_was_chosen(demonstration, actor):
    other = actor("observer")
    assert "Figure Z" not in text_of(record(other, "exercise-figures"))
    assert "The hall has interpretation" in text_of(record(other, "exercise-place"))
    assert "Figure Z" in text_of(record(actor("task-force"), "exercise-figures"))


@pytest.mark.parametrize("language", ["en", "fr", "es", "nl", "ar"])
def test_it_is_tagged_and_in_the_language_of_the_page(demonstration, actor, language):
    with translation.override(language):
        made = record(actor("chair"), "exercise-delegation")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
        assert "/StructTreeRoot" in pdf.Root
