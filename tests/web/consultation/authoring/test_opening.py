"""The pages on which a questionnaire is opened, corrected and closed."""

import datetime as dt

from convoke.consultation.form.model import Form
from convoke.core import clock
from tests.factories.survey import FORM

from .drafts import HERE, form_of, main, question, text


def test_opening_says_what_happens_and_does_it(office, draft):
    made = draft()
    page = main(office.get(f"{HERE}small/write/open/"))
    assert "Open it and invite" in page
    assert "(UTC)" in page
    answer = office.post(f"{HERE}small/write/open/", follow=True)
    made.refresh_from_db()
    assert made.state == "open"
    assert f"The questionnaire is open: {made.recipients} are invited" in text(answer)
    assert "is frozen since" in text(answer)
    assert made.versions.get().checksum in text(answer)


def test_an_empty_form_is_not_opened_and_it_is_said_why(office, draft):
    made = draft(Form())
    page = main(office.get(f"{HERE}small/write/open/"))
    assert "There is no question yet" in page
    assert "Open it and invite" not in page
    assert "There is no question yet" in text(office.post(f"{HERE}small/write/open/"))
    made.refresh_from_db()
    assert made.state == "draft"


def test_a_frozen_questionnaire_is_changed_by_no_page(office, opened):
    for page, sent in (
        ("", {"do": "remove why"}), ("", {"do": "lines", "lines": "More?"}), ("languages/", {
            "do": "add", "language": "ar"}), ("languages/fr/", {"t question/why/label": "X"}),
        ("questions/why/", {"label_en": "X"}), ("questions/new/?section=policy", {"label_en": "X"}),
        ("sections/policy/", {"title_en": "X"}),
    ):
        assert office.post(f"{HERE}small/write/{page}", sent, follow=True).status_code == 200
    assert form_of(opened) == FORM
    assert opened.versions.count() == 1


def test_a_correction_is_begun_compared_and_put_in_force(office, opened):
    page = f"{HERE}small/write/correct/"
    office.post(page, {"do": "begin"})
    assert "Nothing was changed yet" in text(office.get(page))
    office.post(f"{HERE}small/write/questions/why/", question("why", office, label_en="For what reason?"))
    shown = main(office.get(page))
    assert "For what reason?" in shown
    assert "0 answers being prepared" in shown
    assert "Say in a sentence" in text(office.post(page, {"note_en": " "}))
    answer = office.post(page, {"note_en": "A clearer question.", "note_fr": "Une question plus claire."}, follow=True)
    assert "Version 2 is in force" in text(answer)
    assert opened.versions.count() == 2
    versions = main(office.get(f"{HERE}small/versions/?from=1&to=2"))
    assert "A clearer question." in versions
    assert "For what reason?" in versions
    assert versions.count("checksum") >= 2
    assert office.get(f"{HERE}small/versions/?from=x&to=99").status_code == 200


def test_a_deadline_is_extended_a_questionnaire_closed_and_its_totals_published(office, opened):
    page = f"{HERE}small/write/manage/"
    early = {"do": "extend", "extend-day": (clock.today() + dt.timedelta(days=2)).isoformat(), "extend-time": "18:00",
             "extend-time_zone": "UTC"}
    assert "never shortened" in text(office.post(page, early))
    assert "lies ahead" in text(office.post(page, {**early, "extend-day": "2001-01-01"}))
    office.post(page, {**early, "extend-day": (clock.today() + dt.timedelta(days=40)).isoformat()})
    opened.refresh_from_db()
    assert opened.deadline == clock.today() + dt.timedelta(days=40)
    office.post(page, {"do": "close"})
    office.post(page, {"do": "publish"})
    opened.refresh_from_db()
    assert opened.state == "closed"
    assert opened.results_published_at is not None
    assert "message--error" in text(office.post(page, {"do": "close"}))
