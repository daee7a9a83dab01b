"""The demonstration's outreach: a notice that was sent, one message that came back, a party that is being reached."""

from django.conf import settings

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.languages import sort_key
from convoke.core.models import LoadedRecord
from convoke.core.periods import in_force
from convoke.core.policy import require
from convoke.directory.models import Capacity, Channel, Mandate, Party, PartyKind, PartyName, Person
from convoke.outreach.models import Delivery, Notice
from convoke.outreach.operations import bounces, escalations, notices, sending

WELCOME = "exercise-welcome"
SUBJECT = {
    "en": "How the Forum reaches you (exercise)",
    "fr": "Comment le Forum vous joint (exercice)",
    "es": "Cómo le contacta el Foro (ejercicio)",
    "nl": "Hoe het Forum u bereikt (oefening)",
    "ar": "كيف يتواصل المنتدى معكم (تمرين)",
}
BODY = {
    "en": "The task force would like to know whether this message reaches you.\n\nThe page below shows your country "
          "in the list of participants; opening it tells us that the message arrived.\n\n*This is an exercise.*",
    "fr": "L’équipe de préparation souhaite savoir si ce message vous parvient.\n\nLa page ci-dessous montre votre "
          "pays dans la liste des participants ; en l’ouvrant, vous nous indiquez que le message est arrivé.\n\n"
          "*Ceci est un exercice.*",
    "es": "El equipo de trabajo desea saber si este mensaje le llega.\n\nLa página indicada abajo muestra su país en "
          "la lista de participantes; al abrirla nos indica que el mensaje ha llegado.\n\n*Esto es un ejercicio.*",
    "nl": "De taskforce wil graag weten of dit bericht u bereikt.\n\nDe pagina hieronder toont uw land in de lijst "
          "van deelnemers; door ze te openen laat u ons weten dat het bericht is aangekomen.\n\n*Dit is een oefening.*",
    "ar": "يودّ فريق العمل أن يعرف ما إذا كانت هذه الرسالة تصل إليكم.\n\nتُظهر الصفحة أدناه بلدكم في قائمة المشاركين؛ "
          "وفتحها يُعلمنا بوصول الرسالة.\n\n*هذا تمرين.*",
}


def create(*, actor: Actor) -> bool:
    """Creates what is missing of the exercise; gives whether anything was. A second time changes nothing."""
    require(actor, "load", LoadedRecord)
    if Notice.objects.filter(code=WELCOME).exists():
        return False
    with operation(actor=actor, verb="create-exercise") as recording:
        recording.facts = {"outreach": WELCOME}
        _channels()
        party = _unreached()
        _escalation(actor, party)
        _welcome(actor)
    return True


def _channels() -> None:
    """An e-mail address and a telephone number, neither of which exists, for the focal point one signs in as."""
    points = Mandate.objects.filter(
        in_force(clock.today()), party__is_exercise=True, capacity=Capacity.FOCAL_POINT, person__account__isnull=False
    )
    for number, mandate in enumerate(points.select_related("person").order_by("person__code"), 1):
        if not mandate.person.is_exercise or mandate.person.channels.exists():
            continue
        address = f"{mandate.person.code.removeprefix('exercise-')}@example.org"
        _channel(mandate.person, Channel.Kind.EMAIL, address, 1)
        _channel(mandate.person, Channel.Kind.PHONE, f"+999 555 01{number:02}", 2)


def _channel(person: Person, kind: str, address: str, order: int) -> None:
    Channel.objects.get_or_create(
        person=person, kind=kind, address=address, until=None, defaults={"order": order, "is_official": True}
    )


def _unreached() -> Party:
    """A state that does not exist and has no focal point, but a deputy and a permanent mission."""
    party, _made = Party.objects.get_or_create(
        code="exercise-cordia", defaults={"kind": PartyKind.STATE, "is_exercise": True}
    )
    for language, _name in settings.LANGUAGES:
        PartyName.objects.get_or_create(
            party=party, language=language, until=None,
            defaults={"name": "Cordia (exercise)", "sort_key": sort_key("Cordia (exercise)")},
        )
    person, _made = Person.objects.get_or_create(
        code="exercise-cordia-deputy", defaults={"name": "Deputy of Cordia (exercise)", "is_exercise": True}
    )
    Mandate.objects.get_or_create(
        person=person, party=party, capacity=Capacity.DEPUTY, since=None, defaults={"designation": "exercise"}
    )
    _channel(person, Channel.Kind.EMAIL, "deputy.cordia@example.org", 1)
    _channel(person, Channel.Kind.PHONE, "+999 555 0190", 2)
    Channel.objects.get_or_create(
        party=party, kind=Channel.Kind.MISSION, address="+999 555 0199", until=None, defaults={"order": 1}
    )
    return party


def _escalation(actor: Actor, party: Party) -> None:
    """A message that came back; the reminder is passed over, and a call is due today."""
    going = escalations.open_escalation(actor=actor, party=party, about="focal-point")
    notice = escalations.send_step(actor=actor, escalation=going)
    sending.hand_over(actor=actor, notice=notice)
    for delivery in Delivery.objects.filter(notice=notice).select_related("notice", "party", "person", "channel"):
        bounces.bounced(actor=actor, delivery=delivery, reason="5.1.1 no such mailbox (exercise)")
    going.refresh_from_db()
    escalations.pass_over(actor=actor, escalation=going)


def _welcome(actor: Actor) -> None:
    """A notice to the exercise focal points; the messages stand in the outbox."""
    points = Mandate.objects.filter(
        in_force(clock.today()), party__is_exercise=True, person__is_exercise=True, capacity=Capacity.FOCAL_POINT
    )
    codes = sorted(set(points.values_list("party__code", flat=True)))
    notice = notices.draft(
        actor=actor, subject=SUBJECT, body=BODY, code=WELCOME, link="/parties/",
        selection={"parties": codes, "capacities": [Capacity.FOCAL_POINT, Capacity.DEPUTY]},
    )
    if codes:
        notices.send(actor=actor, notice=notice)
        notices.prepare(actor=actor, notice=notice)
        sending.hand_over(actor=actor, notice=notice)
