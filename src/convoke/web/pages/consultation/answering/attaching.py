"""Files that are answers: taken in with the form, or by themselves as soon as they are chosen (CON-3)."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string

from convoke.consultation.form.model import Kind, Question
from convoke.consultation.models import Response
from convoke.consultation.operations.answering import Given, Saved, attach_file, save_answers
from convoke.core.actors import Actor


def attached(
    request: HttpRequest, actor: Actor, response: Response, questions: Iterable[Question], client: str
) -> dict[str, Saved]:
    """Takes in the files of a form, or takes them out where that was ticked; what became of each, by question.

    What is not accepted says so in ``refused``. Raises Denied for a section that is somebody else's.
    """
    done = {}
    for question in questions:
        if question.kind != Kind.FILE:
            continue
        upload, code = request.FILES.get(f"a:{question.code}"), question.code
        try:
            if upload is not None:
                done[code] = attach_file(
                    actor=actor, response=response, question=code, upload=upload, client=client
                )
            elif request.POST.get(f"remove:{code}"):
                done |= save_answers(actor=actor, response=response, given={code: Given(None)}, client=client)
        except ValidationError as error:
            done[code] = Saved(code, None, 0, refused=" ".join(error.messages))
    return done


def file_lines(saved: Mapping[str, Saved], edition: str, questionnaire: str, party: str) -> dict[str, str]:
    """For each question whose file was just taken in: the line of the page that shows it, as HTML."""
    return {
        question: render_to_string("web/consultation/answering/questions/file_standing.html", {
            "question": question, "file": one.value, "edition_code": edition, "questionnaire_code": questionnaire,
            "party_word": party,
        }).strip()
        for question, one in saved.items()
        if isinstance(one.value, dict) and "file" in one.value and not one.refused
    }
