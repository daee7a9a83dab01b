"""Rules that no record kept here can decide yet, each with the record that would."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .look import Look
from .registry import check
from .verdicts import Answer, unsaid

NEEDED: dict[str, Promise] = {
    "om-24": _("The migration perspective of a government is not on record; a statement of each member would tell."),
    "om-25": _("Briefings of other governments are not on record; the notices and notes of briefings would tell."),
    "om-51": _("Who keeps the archives is not on record; the handover of an edition to the next would tell."),
    "om-53": _("To whom the support structure reports is not on record; its organisation chart would tell."),
    "om-60": _("The budget is not kept here yet; a budget with own and outside means would settle it."),
    "om-61": _("Arrangements for unspent money are not kept here yet; the final account would settle it."),
    "om-62": _("The fund is not kept here yet; the account of contributions would settle it."),
    "om-63": _("Expenditure is not kept here yet; budget and account side by side would settle it."),
    "om-64": _("Audits are not kept here yet; the report of the audit would settle it."),
    "om-74": _("The letter to the Secretary-General is not kept here; a copy of it would settle it."),
    "om-92": _("The level of delegates is not on record; the list of registered delegations would settle it."),
    "pr-04": _("Who sat in which room is not on record; the seating of the plenary would settle it."),
    "pr-14": _("Accreditations of the press are not kept here; the list of them would settle it."),
    "pr-15": _("Travel support is not kept here yet; the list of travellers supported would settle it."),
    "pr-30": _("Contributions are not kept here yet; the list of contributors would show it."),
    "pr-33": _("The rank of focal points is not on record; what each government says of it would show it."),
    "pr-34": _("The results of the assessment are not kept here; its report would show it."),
}


@check(*NEEDED)
def needs_a_record(look: Look) -> Answer:
    """Cannot be said, and which record would settle it."""
    return unsaid(str(NEEDED[look.modality.code]))
