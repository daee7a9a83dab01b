from .bodies import Body, BodyFunction, BodyMember
from .meetings import AgendaItem, BodyMeeting, CalendarFeed, MeetingDecision, MeetingDocument, MeetingInvitation
from .silence import SilenceAddressee, SilenceProcedure, SilenceReply

__all__ = [
    "AgendaItem",
    "Body",
    "BodyFunction",
    "BodyMeeting",
    "BodyMember",
    "CalendarFeed",
    "MeetingDecision",
    "MeetingDocument",
    "MeetingInvitation",
    "SilenceAddressee",
    "SilenceProcedure",
    "SilenceReply",
]
