"""The demonstration's bodies: a working group that does not exist, its meeting, and three silence procedures."""

import datetime as dt

from convoke.bodies.models import Body, BodyMeeting, SilenceProcedure, SilenceReply
from convoke.bodies.operations.groups import create_working_group
from convoke.bodies.operations.meetings import Plan, convene_meeting, plan_meeting, reply_to_invitation
from convoke.bodies.operations.silence import (
    Proposal,
    circulate_silence,
    close_due,
    draft_silence,
    reply_to_silence,
)
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.editions.queries import troika

CODE = "exercise-working-group"
_NAME = {
    "en": "Working group on data (exercise)",
    "fr": "Groupe de travail sur les données (exercice)",
    "es": "Grupo de trabajo sobre datos (ejercicio)",
    "nl": "Werkgroep gegevens (oefening)",
    "ar": "الفريق العامل المعني بالبيانات (تمرين)",
}
_MANDATE = {
    "en": "An exercise: collect what the participants measure, and propose three figures that all can compare.",
    "fr": "Exercice : recueillir ce que mesurent les participants et proposer trois chiffres comparables par tous.",
    "es": "Ejercicio: reunir lo que miden los participantes y proponer tres cifras que todos puedan comparar.",
    "nl": "Een oefening: verzamelen wat de deelnemers meten, en drie cijfers voorstellen die allen kunnen vergelijken.",
    "ar": "تمرين: جمع ما يقيسه المشاركون واقتراح ثلاثة أرقام يمكن للجميع مقارنتها.",
}
_DELEGATION = Proposal(
    title={
        "en": "Twelve representatives of civil society (exercise)",
        "fr": "Douze représentants de la société civile (exercice)",
        "es": "Doce representantes de la sociedad civil (ejercicio)",
        "nl": "Twaalf vertegenwoordigers van het maatschappelijk middenveld (oefening)",
        "ar": "اثنا عشر ممثلا للمجتمع المدني (تمرين)",
    },
    text={
        "en": "The Chair communicates the names of a delegation of twelve representatives of civil society (exercise "
        "persons A to L), who report on their day to the opening session. The delegation stands as proposed if no "
        "objection is made by the deadline.",
        "fr": "La Présidence communique les noms d'une délégation de douze représentants de la société civile "
        "(personnes d'exercice A à L), qui rendent compte de leur journée à la séance d'ouverture. La délégation est "
        "retenue telle que proposée si aucune objection n'est formulée avant l'échéance.",
        "es": "La Presidencia comunica los nombres de una delegación de doce representantes de la sociedad civil "
        "(personas de ejercicio A a L), que informan de su jornada en la sesión de apertura. La delegación queda como "
        "se propone si no se formula ninguna objeción antes del plazo.",
        "nl": "De voorzitter deelt de namen mee van een delegatie van twaalf vertegenwoordigers van het "
        "maatschappelijk middenveld (oefenpersonen A tot L), die op de openingszitting verslag doen van hun dag. De "
        "delegatie staat vast zoals voorgesteld als voor de termijn geen bezwaar wordt gemaakt.",
        "ar": "تبلّغ الرئاسة أسماء وفد من اثني عشر ممثلا للمجتمع المدني (أشخاص التمرين من ألف إلى لام)، يقدمون تقريرا "
        "عن يومهم إلى الجلسة الافتتاحية. ويُعتمد الوفد كما اقتُرح إذا لم يُقدَّم أي اعتراض قبل الموعد المحدد.",
    },
    time_zone="Asia/Manila",
)
_PLACE = Proposal(
    title={"en": "Place of the next meeting (exercise)", "fr": "Lieu de la prochaine réunion (exercice)"},
    text={
        "en": "The working group meets in June in the exercise hall in Geneva.",
        "fr": "Le groupe de travail se réunit en juin dans la salle d'exercice à Genève.",
    },
    shown=SilenceProcedure.Shown.REPLIES,
    time_zone="Asia/Manila",
)
_FIGURES = Proposal(
    title={"en": "Three figures that all compare (exercise)", "fr": "Trois chiffres comparables (exercice)"},
    text={
        "en": "The working group proposes figures X, Y and Z of the exercise.",
        "fr": "Le groupe de travail propose les chiffres X, Y et Z de l'exercice.",
    },
    shown=SilenceProcedure.Shown.NUMBERS,
    time_zone="Asia/Manila",
)


def create(*, actor: Actor) -> bool:
    """Creates the exercise's working group, meeting and silence procedures; a second time changes nothing.

    Only exercise parties sit in the group, so that no state is said to have been asked or
    to have replied. Gives whether anything was made; nothing is while no edition is loaded.
    """
    present = troika(actor, clock.today()).present or Edition.objects.order_by("-ordinal").first()
    if present is None or Body.objects.filter(code=CODE).exists():
        return False
    parties = {party.code: party for party in Party.objects.filter(is_exercise=True, code__startswith="exercise-")}
    chair, member = parties["exercise-aldoria"], parties["exercise-bermea"]
    body = create_working_group(
        actor=actor, forum=present.forum, edition=present, name=_NAME, mandate=_MANDATE, leads=[chair],
        members=[member, parties["exercise-observatory"]], since=clock.today() - dt.timedelta(days=60),
        due_on=clock.today() + dt.timedelta(days=120), code=CODE, rule={"exercise": True},
    )
    _meeting(actor, body, present, member, parties["exercise-association"])
    _silence(actor, body, present, chair, member)
    return True


def _meeting(actor: Actor, body: Body, edition: Edition, member: Party, guest: Party) -> BodyMeeting:
    day = clock.today() + dt.timedelta(days=16)
    plan = Plan(
        title={"en": "Second meeting (exercise)", "fr": "Deuxième réunion (exercice)", "es": "Segunda reunión "
               "(ejercicio)", "nl": "Tweede bijeenkomst (oefening)", "ar": "الاجتماع الثاني (تمرين)"},
        place={"en": "Geneva", "fr": "Genève", "es": "Ginebra", "nl": "Genève", "ar": "جنيف"},
        starts_on=day, begins=dt.time(10), ends=dt.time(13), time_zone="Europe/Zurich",
        agenda=("Opening", "What the participants measure", "Three figures that all can compare", "Next steps"),
    )
    meeting = plan_meeting(actor=actor, body=body, plan=plan, edition=edition)
    convene_meeting(actor=actor, meeting=meeting, observers=[guest])
    for invitation in meeting.invitations.select_related("party", "meeting__body", "meeting__edition"):
        if invitation.party_id != member.pk and not invitation.as_observer:
            reply_to_invitation(actor=actor, invitation=invitation, reply="coming", delegates=2)
    return meeting


def _silence(actor: Actor, body: Body, edition: Edition, chair: Party, member: Party) -> None:
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    kinds = SilenceReply.Kind

    def circulated(proposal: Proposal, code: str, ago: int, runs: int) -> SilenceProcedure:
        draft = draft_silence(actor=actor, body=body, edition=edition, proposal=proposal, code=code)
        at = now - dt.timedelta(days=ago)
        deadline = (at + dt.timedelta(days=runs)).replace(hour=10)
        return circulate_silence(actor=actor, procedure=draft, deadline=deadline, at=at)

    adopted = circulated(_PLACE, "exercise-place", 30, 10)
    reply_to_silence(
        actor=actor, procedure=adopted, party=member, kind=kinds.NO_OBJECTION, at=now - dt.timedelta(days=25)
    )
    reply_to_silence(
        actor=actor, procedure=adopted, party=chair, kind=kinds.COMMENT, at=now - dt.timedelta(days=24),
        reasons="The hall has interpretation in all languages of the exercise.",
    )
    close_due(actor=actor)
    stopped = circulated(_FIGURES, "exercise-figures", 12, 20)
    reply_to_silence(
        actor=actor, procedure=stopped, party=member, kind=kinds.OBJECTION, at=now - dt.timedelta(days=9),
        reasons="Figure Z is not measured by all participants of the exercise.",
    )
    running = circulated(_DELEGATION, "exercise-delegation", 3, 14)
    reply_to_silence(
        actor=actor, procedure=running, party=chair, kind=kinds.NO_OBJECTION, at=now - dt.timedelta(days=2)
    )
