"""What the tests of writing a questionnaire send and read."""

import datetime as dt
import re

from django.test import Client

from convoke.consultation.form.model import Form, from_json
from convoke.consultation.models import Questionnaire
from convoke.core import clock
from convoke.core.actors import system

HERE = "/en/brussels-2007/questionnaires/"
OFFICE = system("tests")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def text(answer) -> str:
    """The whole of a page."""
    return answer.content.decode()


def main(answer) -> str:
    """What a page says, without its head and foot."""
    return text(answer).partition("<main")[2].partition("</main>")[0]


def form_of(questionnaire: Questionnaire) -> Form:
    """The questions of the last version."""
    return from_json(questionnaire.versions.last().form)


TERMS = {
    "name_en": "Priorities 2008", "name_fr": "Priorités 2008", "addressed_to": "states", "time": "18:00",
    "time_zone": "Europe/Brussels", "disclosures": ["task-force", "public"], "disclosed_by": "answer",
    "results_audience": "public", "audience": "friends", "languages": ["en", "fr"],
}


def terms(**changes) -> dict:
    """What the page of terms sends."""
    return {**TERMS, "day": (clock.today() + dt.timedelta(days=30)).isoformat(), **changes}


def question(asked: str, office: Client, **changes) -> dict:
    """What the page of a question would send, with changes."""
    page = text(office.get(f"{HERE}small/write/questions/{asked}/"))
    sent = {}
    for name, value in re.findall(r'<input type="(?:text|hidden|number)" name="([^"]+)" value="([^"]*)"', page):
        sent[name] = value.replace("&#x27;", "'").replace("&amp;", "&")
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page):
        sent[name] = value.replace("&#x27;", "'").strip()
    for name in re.findall(r'<input type="checkbox" name="([^"]+)"[^>]*checked', page):
        sent[name] = "on"
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return {**sent, **changes}
