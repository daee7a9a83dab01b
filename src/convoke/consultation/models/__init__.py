from .analysis import AnswerTag, QuestionMatch, Tag
from .intakes import Intake
from .questionnaires import Disclosure, KnownReply, Priority, Questionnaire, QuestionnaireVersion, ReplyCount
from .responses import Answer, AnswerEdit, Clearance, Delegation, ReceivedBy, Response, Submission, SubmittedAnswer

__all__ = [
    "Answer",
    "AnswerEdit",
    "AnswerTag",
    "Clearance",
    "Delegation",
    "Disclosure",
    "Intake",
    "KnownReply",
    "Priority",
    "QuestionMatch",
    "Questionnaire",
    "QuestionnaireVersion",
    "ReceivedBy",
    "ReplyCount",
    "Response",
    "Submission",
    "SubmittedAnswer",
    "Tag",
]
