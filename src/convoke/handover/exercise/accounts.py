"""The demonstration's accounts: exercise people acting for parties that do not exist."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.languages import sort_key
from convoke.core.models import LoadedRecord
from convoke.core.policy import require
from convoke.directory.models import Account, Capacity, Mandate, Party, PartyKind, PartyName, Person


@dataclass(frozen=True)
class ExerciseAccount:
    """An account to try a role with; its password is no secret."""

    role: str
    capacity: str
    party: str

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.role}@example.org"

    @property
    def password(self) -> str:
        """The password, shown to everybody."""
        return f"{self.role}-on-exercise"


@dataclass(frozen=True)
class ExerciseParty:
    """A party that does not exist."""

    code: str
    kind: str
    name: str


PARTIES = (
    ExerciseParty("exercise-aldoria", PartyKind.STATE, "Aldoria (exercise)"),
    ExerciseParty("exercise-bermea", PartyKind.STATE, "Bermea (exercise)"),
    ExerciseParty("exercise-observatory", PartyKind.ORGANISATION, "Exercise Observatory"),
    ExerciseParty("exercise-association", PartyKind.CIVIL_SOCIETY, "Exercise Association"),
    ExerciseParty("exercise-gazette", PartyKind.PRIVATE_SECTOR, "Exercise Gazette"),
)
ACCOUNTS = (
    ExerciseAccount("chair", Capacity.CHAIR, "exercise-aldoria"),
    ExerciseAccount("task-force", Capacity.TASK_FORCE, "exercise-aldoria"),
    ExerciseAccount("focal-point", Capacity.FOCAL_POINT, "exercise-bermea"),
    ExerciseAccount("contributor", Capacity.CONTRIBUTOR, "exercise-bermea"),
    ExerciseAccount("team-member", Capacity.TEAM_MEMBER, "exercise-bermea"),
    ExerciseAccount("rapporteur", Capacity.RAPPORTEUR, "exercise-bermea"),
    ExerciseAccount("delegate", Capacity.DELEGATE, "exercise-bermea"),
    ExerciseAccount("observer", Capacity.OBSERVER, "exercise-observatory"),
    ExerciseAccount("civil-society", Capacity.CIVIL_SOCIETY, "exercise-association"),
    ExerciseAccount("provider", Capacity.PROVIDER, "exercise-observatory"),
    ExerciseAccount("press", Capacity.PRESS, "exercise-gazette"),
)


def create_accounts(*, actor: Actor) -> int:
    """Creates what is missing of the exercise parties and accounts; gives how many accounts were made."""
    require(actor, "load", LoadedRecord)
    known = set(Account.objects.values_list("email", flat=True))
    missing = [account for account in ACCOUNTS if account.email not in known]
    if not missing:
        return 0
    with operation(actor=actor, verb="create-exercise") as recording:
        parties = {party.code: _party(party) for party in PARTIES}
        for account in missing:
            person, _made = Person.objects.get_or_create(
                code=f"exercise-{account.role}",
                defaults={"name": f"{account.role.replace('-', ' ').capitalize()} (exercise)", "is_exercise": True},
            )
            Mandate.objects.get_or_create(
                person=person, party=parties[account.party], capacity=account.capacity, since=None,
                defaults={"designation": "exercise"},
            )
            made = Account.objects.create(email=account.email, password=make_password(account.password), person=person)
            EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
        recording.facts = {"accounts": [account.email for account in missing]}
    return len(missing)


def _party(party: ExerciseParty) -> Party:
    found, _made = Party.objects.get_or_create(
        code=party.code, defaults={"kind": party.kind, "is_exercise": True}
    )
    for language, _name in settings.LANGUAGES:
        PartyName.objects.get_or_create(
            party=found, language=language, until=None,
            defaults={"name": party.name, "sort_key": sort_key(party.name)},
        )
    return found
