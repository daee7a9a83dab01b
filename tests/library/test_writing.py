"""A paper is written by several people in several languages, and nothing that was typed is lost (LIB-3)."""

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import Actor
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.library.models import ParagraphEdit
from convoke.library.operations.documents import change_document, create_document
from convoke.library.operations.publishing import publish, set_aside
from convoke.library.operations.replacing import Replaced, replace_text
from convoke.library.operations.writing import (
    add_paragraph,
    begin_version,
    change_paragraph,
    confirm_translation,
    move_paragraph,
    remove_paragraph,
    save_paragraph,
)
from convoke.library.queries import asides, history, pieces_of
from convoke.library.text.languages import TranslationState, progress, state_of
from tests.factories import PartyFactory


def keys(version):
    return [piece.key for piece in pieces_of(version)]


def texts(version, language="en"):
    return [piece.texts.get(language, "") for piece in pieces_of(version)]


@pytest.fixture
def key(draft) -> str:
    """The first paragraph below the heading."""
    return keys(draft)[1]


# ------------------------------------------------------------------ documents


def test_a_document_begins_with_a_symbol_a_code_and_a_draft(demonstration, paper):
    first, second = paper(session="1.4"), paper(session="1.4")
    assert first.symbol.endswith("/2007/1.4/BP")
    assert second.symbol == f"{first.symbol}/2"
    assert (first.code, second.code) == ("background-paper-1.4-1", "background-paper-1.4-2")
    assert first.versions.get().number == 1
    assert first.sessions.get().code == "1.4"


def test_a_party_begins_papers_of_its_own_alone(demonstration, actor, bermea):
    given = {"edition": demonstration, "kind": "note", "title": {"en": "Note"}, "language": "en", "audience": "friends"}
    made = create_document(actor=actor("focal-point"), authors=[bermea], **given)
    assert list(made.authors.all()) == [bermea]
    with pytest.raises(Denied):
        create_document(actor=actor("focal-point"), authors=[PartyFactory()], **given)
    with pytest.raises(Denied):
        create_document(actor=actor("delegate"), authors=[bermea], **given)


@pytest.mark.parametrize("wrong", [
    {"kind": "poem"}, {"title": {}}, {"title": {"fr": "Note"}}, {"language": "xx"}, {"languages": ["xx"]},
    {"audience": "named"}, {"audience": "all"}, {"session": "9.9"},
])
def test_what_is_not_known_is_refused(demonstration, office, wrong):
    given = {"kind": "note", "title": {"en": "Note"}, "language": "en", "audience": "friends", **wrong}
    with pytest.raises(ValidationError):
        create_document(actor=office, edition=demonstration, **given)


def test_the_language_of_a_text_stays(paper, office):
    changed = change_document(actor=office, document=paper(), title={"en": "Other"}, languages=["es", "en"])
    assert (changed.title, changed.languages) == ({"en": "Other"}, ["es"])
    with pytest.raises(ValidationError, match="stays"):
        change_document(actor=office, document=changed, language="fr")


# ------------------------------------------------------------------ two people in one paragraph


def test_two_people_never_overwrite_each_other_unawares(draft, key, actor):
    revision = draft.paragraphs.get(key=key).revisions["en"]
    one, other = actor("focal-point"), actor("team-member")
    first = save_paragraph(actor=one, version=draft, key=key, language="en", text="Mine.", revision=revision)
    assert (first.text, first.revision, first.aside) == ("Mine.", revision + 1, False)
    second = save_paragraph(actor=other, version=draft, key=key, language="en", text="Ours.", revision=revision)
    assert (second.text, second.revision, second.aside) == ("Mine.", revision + 1, True)
    assert texts(draft)[1] == "Mine."
    assert [edit.text for edit in asides(one, draft)] == ["Ours."]
    settled = save_paragraph(
        actor=other, version=draft, key=key, language="en", text="Mine and ours.", revision=second.revision
    )
    assert not settled.aside
    assert not asides(one, draft).exists()
    assert [edit.text for edit in history(one, draft, key, "en")][:3] == ["Mine and ours.", "Ours.", "Mine."]


def test_a_second_tab_and_a_lost_answer_cost_no_word(draft, key, actor):
    me = actor("focal-point")
    revision = draft.paragraphs.get(key=key).revisions["en"]
    save_paragraph(actor=me, version=draft, key=key, language="en", text="First tab.", revision=revision)
    again = save_paragraph(actor=me, version=draft, key=key, language="en", text="First tab.", revision=revision)
    assert (again.revision, again.aside) == (revision + 1, False)
    save_paragraph(actor=me, version=draft, key=key, language="en", text="Second tab.", revision=revision)
    assert [edit.text for edit in history(me, draft, key, "en")][:2] == ["Second tab.", "First tab."]


def test_a_save_writes_no_journal_entry_and_asks_a_fixed_number_of_queries(draft, key, actor, queries):
    me, before = actor("focal-point"), JournalEntry.objects.count()
    asked = queries(lambda: save_paragraph(
        actor=me, version=draft, key=key, language="en", text="Typed.", revision=None))
    assert asked <= 12
    assert JournalEntry.objects.count() == before


def test_text_for_a_paragraph_that_was_removed_is_kept_aside_with_the_reason(draft, key, actor):
    remove_paragraph(actor=actor("team-member"), version=draft, key=key)
    saved = save_paragraph(
        actor=actor("focal-point"), version=draft, key=key, language="fr", text="Traduit.", revision=0
    )
    assert saved.aside
    assert "removed" in saved.refused
    kept = asides(actor("focal-point"), draft).get()
    assert (kept.text, kept.reason) == ("Traduit.", saved.refused)


@pytest.mark.parametrize("freeze", [publish, set_aside])
def test_text_for_a_version_frozen_meanwhile_is_kept_aside_with_the_reason(draft, key, actor, office, freeze):
    freeze(actor=office, version=draft)
    saved = save_paragraph(actor=actor("focal-point"), version=draft, key=key, language="en", text="Late.", revision=1)
    assert saved.aside
    assert saved.refused
    assert saved.text == "They are private."
    assert ParagraphEdit.objects.get(version=draft, is_aside=True).text == "Late."


def test_those_alone_write_who_may(draft, key, actor):
    for role in ("delegate", "press", "observer", "rapporteur"):
        with pytest.raises(Denied):
            save_paragraph(actor=actor(role), version=draft, key=key, language="en", text="No.", revision=None)
    with pytest.raises(Denied):
        save_paragraph(actor=Actor(), version=draft, key=key, language="en", text="No.", revision=None)


# ------------------------------------------------------------------ translating


def test_lib_3_a_changed_original_makes_its_translation_stale_until_it_is_confirmed(draft, key, actor):
    me = actor("focal-point")
    save_paragraph(actor=me, version=draft, key=key, language="fr", text="Privés.", revision=0)
    assert progress(pieces_of(draft), "fr", "en") == (1, 0, 3)
    save_paragraph(actor=me, version=draft, key=key, language="en", text="They are private money.", revision=None)
    assert progress(pieces_of(draft), "fr", "en") == (0, 1, 3)
    confirm_translation(actor=me, version=draft, key=key, language="fr")
    assert state_of(pieces_of(draft)[1], "fr", "en") == TranslationState.DONE
    with pytest.raises(ValidationError):
        confirm_translation(actor=me, version=draft, key=key, language="es")


def test_lib_3_a_translation_of_an_original_changed_meanwhile_is_stale_at_once(draft, key, actor):
    save_paragraph(
        actor=actor("focal-point"), version=draft, key=key, language="fr", text="Avant.", revision=0, made_from="0" * 64
    )
    assert state_of(pieces_of(draft)[1], "fr", "en") == TranslationState.STALE


def test_a_translated_footnote_keeps_its_label(draft, actor):
    note = keys(draft)[3]
    saved = save_paragraph(
        actor=actor("focal-point"), version=draft, key=note, language="fr", text="Une estimation.", revision=0
    )
    assert saved.text == "[^1]: Une estimation."


def test_a_whole_translation_is_laid_upon_the_original(draft, office):
    replace_text(actor=office, version=draft, language="fr", markdown="# Fonds\n\nUn.\n\nDeux.\n\n[^x]: Note.")
    assert texts(draft, "fr") == ["Fonds", "Un.", "Deux.", "[^1]: Note."]
    assert progress(pieces_of(draft), "fr", "en") == (4, 0, 0)
    with pytest.raises(ValidationError, match="does not fit"):
        replace_text(actor=office, version=draft, language="fr", markdown="# Fonds\n\n- Un.\n\nDeux.\n\n[^x]: Note.")
    with pytest.raises(ValidationError, match="5 parts"):
        replace_text(actor=office, version=draft, language="fr",
                     markdown="# Fonds\n\nUn.\n\nDeux.\n\n[^x]: Note.\n\nPlus.")


# ------------------------------------------------------------------ the order of a text


def test_a_replaced_text_keeps_the_keys_of_what_is_the_same_or_similar(draft, office):
    title, first, second, note = keys(draft)
    done = replace_text(
        actor=office, version=draft, language="en",
        markdown="# Remittances\n\nThey are large.[^1]\n\nThey are private money.\n\nWholly new words follow.",
    )
    assert done == Replaced(same=2, changed=1, added=1, removed=1)
    found = keys(draft)
    assert found[:3] == [title, second, first]
    assert found[3] not in (title, first, second, note)
    assert history(office, draft, note, "en").first().reason == "The paragraph was removed."
    with pytest.raises(ValidationError, match="empty"):
        replace_text(actor=office, version=draft, language="en", markdown=" ")


def test_paragraphs_are_added_moved_changed_and_removed(draft, key, office):
    added = add_paragraph(actor=office, version=draft, after=key, kind="text", level=0, text="New.", language="en")
    assert keys(draft)[2] == added.key
    move_paragraph(actor=office, version=draft, key=added.key, after="")
    assert keys(draft)[0] == added.key
    move_paragraph(actor=office, version=draft, key=added.key, after=keys(draft)[-1])
    assert keys(draft)[-1] == added.key
    change_paragraph(actor=office, version=draft, key=added.key, kind="heading", level=2, is_numbered=False)
    assert (pieces_of(draft)[-1].kind, pieces_of(draft)[-1].level) == ("heading", 2)
    remove_paragraph(actor=office, version=draft, key=added.key)
    assert added.key not in keys(draft)
    with pytest.raises(ValidationError, match="removed"):
        move_paragraph(actor=office, version=draft, key=added.key, after="")
    with pytest.raises(ValidationError):
        change_paragraph(actor=office, version=draft, key=key, kind="heading", level=5, is_numbered=True)
    assert JournalEntry.objects.filter(verb="move-paragraph").count() == 2


def test_a_new_footnote_gets_the_next_label(draft, key, office):
    added = add_paragraph(actor=office, version=draft, after=key, kind="footnote", level=0, text="See.", language="en")
    assert added.texts["en"] == "[^2]: See."


# ------------------------------------------------------------------ versions


def test_the_next_version_has_the_text_of_the_last_with_its_keys(draft, office):
    with pytest.raises(ValidationError, match="already"):
        begin_version(actor=office, document=draft.document)
    publish(actor=office, version=draft)
    following = begin_version(actor=office, document=draft.document, is_correction=True)
    assert (following.number, keys(following), texts(following)) == (2, keys(draft), texts(draft))


def test_nothing_is_corrected_that_was_not_published(draft, office):
    set_aside(actor=office, version=draft, reason="Another will be written.")
    with pytest.raises(ValidationError, match="corrected"):
        begin_version(actor=office, document=draft.document, is_correction=True)
    assert texts(begin_version(actor=office, document=draft.document)) == texts(draft)
