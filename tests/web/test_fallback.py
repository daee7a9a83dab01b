"""LIB-3: a page that shows a text in another language says in which."""

import re

from django.test import Client

from convoke.outcomes.models import Action

from .places import EDITION


def test_lib_3_a_text_without_a_translation_is_shown_in_another_language_and_says_so(demonstration):
    Action.objects.filter(edition=demonstration, code="R1.4-1").update(text={"en": "Hold a workshop."})
    page = Client().get(f"/fr/{EDITION}/outcomes/R1.4-1/").content.decode()
    shown = '<span lang="en" dir="ltr">Hold a workshop.</span> <span class="language-note">anglais</span>'
    assert re.sub(r"\s+", " ", page).count(shown) >= 1


def test_lib_3_a_text_in_the_language_of_the_page_says_nothing(demonstration):
    Action.objects.filter(edition=demonstration, code="R1.4-1").update(text={"en": "Hold.", "fr": "Tenir."})
    heading = re.search(r"<h1.*?</h1>", Client().get(f"/fr/{EDITION}/outcomes/R1.4-1/").content.decode())
    assert heading
    assert "language-note" not in heading[0]
