"""How far a form is translated: missing, done, or to be looked at again because the original changed."""

from dataclasses import replace

from convoke.consultation.form import editing, translating
from convoke.consultation.form.model import Choice, Form, Kind, Question, Section
from convoke.consultation.form.translating import State
from tests.factories.survey import FORM

WHY = "question/why/label"


def state_of(form: Form, made: translating.Made, place: str, language: str = "fr") -> State:
    text = next(one for one in translating.texts(form) if one.place == place)
    return translating.state(form, made, text, language)


def reworded(form: Form, words: dict[str, str]) -> Form:
    return editing.replace_question(form, "why", replace(form.by_code["why"], label=words))


def test_every_text_with_an_original_has_a_place_of_its_own():
    places = [one.place for one in translating.texts(FORM)]
    assert len(places) == len(set(places)) == 15
    assert {"section/policy/title", WHY, "question/order/choices/rights"} <= set(places)


def test_a_text_without_a_translation_is_missing():
    form = reworded(FORM, {"en": "Why?"})
    assert state_of(form, {}, WHY) == State.MISSING
    assert translating.progress(form, {})["fr"].missing == 1
    assert translating.progress(FORM, {})["fr"].percent == 100


def test_a_translation_is_to_be_looked_at_again_once_its_original_changed():
    changed = reworded(FORM, {"en": "Why so?", "fr": "Pourquoi ?"})
    made = translating.traced(FORM, changed, {})
    assert state_of(changed, made, WHY) == State.STALE
    assert translating.progress(changed, made)["fr"].stale == 1
    again = reworded(changed, {"en": "Why so?", "fr": "Pourquoi donc ?"})
    assert state_of(again, translating.traced(changed, again, made), WHY) == State.DONE


def test_a_translation_stays_stale_through_other_changes_until_somebody_confirms_it():
    changed = reworded(FORM, {"en": "Why so?", "fr": "Pourquoi ?"})
    made = translating.traced(FORM, changed, {})
    other = editing.move_question(changed, "why", -1)
    made = translating.traced(changed, other, made)
    assert state_of(other, made, WHY) == State.STALE
    made = translating.traced(other, other, made, confirmed={(WHY, "fr")})
    assert state_of(other, made, WHY) == State.DONE


def test_an_original_put_back_as_it_was_is_no_change():
    changed = reworded(FORM, {"en": "Why so?", "fr": "Pourquoi ?"})
    made = translating.traced(FORM, changed, {})
    back = reworded(changed, dict(FORM.by_code["why"].label))
    assert state_of(back, translating.traced(changed, back, made), WHY) == State.DONE


def test_a_question_that_is_renamed_keeps_what_is_known_of_its_translations():
    changed = reworded(FORM, {"en": "Why so?", "fr": "Pourquoi ?"})
    made = translating.traced(FORM, changed, {})
    renamed = editing.replace_question(changed, "why", replace(changed.by_code["why"], code="reason"))
    made = translating.traced(changed, renamed, made, renamed={"reason": "why"})
    assert state_of(renamed, made, "question/reason/label") == State.STALE


def test_translations_are_applied_by_their_place_and_taken_away_when_empty():
    form = Form((Section("s", {"en": "S"}, questions=(
        Question("q", Kind.ONE, {"en": "Q"}, hint={"en": "H"}, choices=(Choice("a", {"en": "A"}),)),
    )),), ("en", "ar"))
    done = translating.applied(form, "ar", {
        "section/s/title": "س", "question/q/label": " ق ", "question/q/choices/a": "أ", "question/gone/label": "x",
    })
    assert done.by_code["q"].label == {"en": "Q", "ar": "ق"}
    assert done.by_code["q"].choices[0].label["ar"] == "أ"
    assert done.section("s").title["ar"] == "س"
    assert translating.progress(done, {})["ar"].missing == 1
    assert translating.applied(done, "ar", {"question/q/label": ""}).by_code["q"].label == {"en": "Q"}
