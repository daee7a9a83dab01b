"""One example of every address of the demonstration forum, without its language."""

EDITION = "brussels-2007"

PUBLIC = {
    "home": "",
    "edition": f"{EDITION}/",
    "edition-next": "manila-2008/",
    "edition-far": "argentina-2010/",
    "programme": f"{EDITION}/programme/",
    "programme-next": "manila-2008/programme/",
    "agenda": f"{EDITION}/agenda/",
    "agenda-next": "manila-2008/agenda/",
    "agenda-compare": f"{EDITION}/agenda/compare/",
    "session": f"{EDITION}/programme/1.4/",
    "session-plenary": f"{EDITION}/programme/opening/",
    "teams": f"{EDITION}/teams/",
    "team": f"{EDITION}/sessions/1.4/team/",
    "marketplace": f"{EDITION}/marketplace/",
    "marketplace-next": "manila-2008/marketplace/",
    "timetable": f"{EDITION}/timetable/",
    "timetable-next": "manila-2008/timetable/",
    "timetable-hall": f"{EDITION}/timetable/hall/",
    "theme": f"{EDITION}/themes/RT1/",
    "theme-horizontal": f"{EDITION}/themes/gender/",
    "theme-next": "manila-2008/themes/focus-1/",
    "subject": f"{EDITION}/subjects/circular-migration/",
    "finding": f"{EDITION}/findings/F1.4-1/",
    "outcomes": f"{EDITION}/outcomes/",
    "outcomes-next": "manila-2008/outcomes/",
    "outcome": f"{EDITION}/outcomes/R1.4-1/",
    "commitment": f"{EDITION}/outcomes/R1.4-1/mus/",
    "practices": f"{EDITION}/practices/",
    "practice": f"{EDITION}/practices/mwi-health-workforce/",
    "documents": f"{EDITION}/documents/",
    "document": f"{EDITION}/documents/P1.4-1/",
    "calendar": f"{EDITION}/calendar/",
    "report": f"{EDITION}/report/",
    "modalities": f"{EDITION}/modalities/",
    "modalities-next": "manila-2008/modalities/",
    "questionnaires": f"{EDITION}/questionnaires/",
    "questionnaires-next": "manila-2008/questionnaires/",
    "questionnaire": f"{EDITION}/questionnaires/thematic-2006/",
    "questionnaire-processes": f"{EDITION}/questionnaires/iom-rcp-2007/",
    "questionnaire-open": "manila-2008/questionnaires/exercise-survey/",
    "questionnaire-compare": f"{EDITION}/questionnaires/thematic-2006/compare/",
    "parties": "parties/",
    "party": "parties/bel/",
    "party-body": "parties/ec/",
    "bodies": "bodies/",
    "body": "bodies/steering-group/",
    "body-friends": "bodies/friends-of-the-forum/",
    "body-process": "bodies/midsa/",
    "meeting": "bodies/friends-of-the-forum/meetings/fof-2007-01-30/",
    "styleguide": "styleguide/",
    "demonstration": "demonstration/",
    "search": "search/",
    "newsletter": "newsletter/",
    "outbox": "outbox/",
    "invitation": "invitation/",
    "account_login": "account/login/",
    "account_reset_password": "account/password/reset/",
}
"""Pages that everyone reads, by the name of the address; more than one example has a word after the name."""

SIGNED_IN = {
    "marketplace-rooms": f"{EDITION}/marketplace/rooms/",
    "marketplace-meetings": "manila-2008/marketplace/meetings/",
    "agenda-suggestions": "manila-2008/agenda/suggestions/",
    "session-panel": f"{EDITION}/sessions/1.4/panel/",
    "providers": f"{EDITION}/marketplace/providers/",
    "desk": "desk/",
    "settings": "settings/",
    "calendars": "calendars/",
    "silence-list": "silence/",
    "jobs": "jobs/",
    "account_change_password": "account/password/change/",
    "mfa_index": "account/2fa/",
}
"""Pages of whoever has signed in."""

OFFICE = {
    "agenda-compose": f"{EDITION}/agenda/compose/",
    "agenda-issue": f"{EDITION}/agenda/compose/issues/gender/",
    "agenda-issue-new": f"{EDITION}/agenda/compose/issues/new/",
    "agenda-roundtable": f"{EDITION}/agenda/compose/roundtables/RT1/",
    "agenda-roundtable-new": f"{EDITION}/agenda/compose/roundtables/new/",
    "agenda-session": f"{EDITION}/agenda/compose/sessions/1.4/",
    "agenda-session-new": f"{EDITION}/agenda/compose/sessions/new/?roundtable=RT1",
    "agenda-take-up": "manila-2008/agenda/compose/take-up/",
    "agenda-adopt": f"{EDITION}/agenda/adopt/",
    "agenda-circulate": "manila-2008/agenda/circulate/",
    "body-new": "bodies/new/",
    "marketplace-afterwards": f"{EDITION}/marketplace/afterwards/",
    "marketplace-setting": f"{EDITION}/marketplace/setting/",
    "marketplace-schedule": f"{EDITION}/marketplace/schedule/",
    "marketplace-fair": f"{EDITION}/marketplace/schedule/setting/",
    "marketplace-arrangements": f"{EDITION}/marketplace/schedule/meetings/",
    "timetable-plan": "manila-2008/timetable/plan/",
    "timetable-interpretation": "manila-2008/timetable/interpretation/",
    "meeting-new": "bodies/steering-group/meetings/new/",
    "silence-new": "silence/new/",
}
"""Pages of the Chair and the task force alone."""

ADDRESSED = {
    "silence": "silence/exercise-delegation/",
    "silence-record": "silence/exercise-figures/record.pdf",
}
"""Pages of those who were asked or invited, and of the office."""

OF_OUTREACH = {
    "outreach": "outreach/",
    "outreach-party": "outreach/parties/exercise-cordia/",
    "outreach-party-empty": "outreach/parties/bel/",
    "notice": "outreach/notices/exercise-welcome/",
    "notice-narrowed": "outreach/notices/exercise-welcome/?state=sent&language=en",
    "notice-new": "outreach/notices/new/",
    "notice-file": "outreach/notices/exercise-welcome/deliveries.csv",
}
"""Pages of outreach, read by the office alone."""

OF_THE_DIRECTORY = {
    "directory": "directory/",
    "directory-narrowed": "directory/?reason=unreliable&region=africa&on=2007-07-09",
    "directory-people": "directory/people/",
    "directory-people-found": "directory/people/?q=joana",
    "directory-duplicates": "directory/duplicates/",
    "directory-merge": "directory/merge/?keep=exercise-feldora-1&duplicate=exercise-feldora-2",
    "directory-import": "directory/import/",
    "directory-reach-csv": "directory/reach.csv",
    "directory-reach-svg": "directory/reach.svg",
}
"""Pages and files of the directory that the office alone reads."""

OF_A_PARTY = {
    "party-people": "parties/exercise-bermea/people/",
    "party-designate": "parties/exercise-bermea/people/designate/?capacity=focal-point",
    "channel-add": "parties/exercise-bermea/people/channels/new/",
}
"""Pages that a party's focal point and the office read."""

_ANSWER = "manila-2008/questionnaires/exercise-survey/answer/exercise-bermea"
OF_AN_ANSWER = {
    "answer": f"{_ANSWER}/",
    "answer-section": f"{_ANSWER}/section/policy/",
    "answer-section-ranking": f"{_ANSWER}/section/priorities/",
    "answer-section-parties": f"{_ANSWER}/section/next/",
    "answer-delegate": f"{_ANSWER}/delegate/?section=policy",
    "answer-clearance": f"{_ANSWER}/clearance/",
    "answer-disclosure": f"{_ANSWER}/disclosure/",
    "answer-upload": f"{_ANSWER}/upload/",
}
"""Pages of an answer, for who answers for the party and for the office."""
FILES_OF_AN_ANSWER = {
    "questionnaire-form-file": "manila-2008/questionnaires/exercise-survey/form.docx",
    "answer-form-file": f"{_ANSWER}/form.xlsx",
}

OF_ROLES = {
    "hosting": "hosting/",
    "edition-continue": "manila-2008/continue/",
}
"""Pages of some roles alone, the Chair among them."""

SURVEY = "manila-2008/questionnaires/exercise-survey"
WRITE = f"{EDITION}/questionnaires/assessment-2007/write"

OF_THE_SURVEY = {
    "questionnaire-standing": f"{SURVEY}/standing/",
    "questionnaire-standing-wrong": f"{SURVEY}/standing/?on=nonsense&standing=alchemy",
    "questionnaire-standing-file": f"{SURVEY}/standing/list.csv",
    "questionnaire-new": f"{EDITION}/questionnaires/new/",
    "questionnaire-import": f"{EDITION}/questionnaires/import/",
    "questionnaire-write": f"{WRITE}/",
    "questionnaire-terms": f"{WRITE}/terms/",
    "questionnaire-section-new": f"{WRITE}/sections/new/",
    "questionnaire-section": f"{WRITE}/sections/work/",
    "questionnaire-question-new": f"{WRITE}/questions/new/?section=work&kind=ranking",
    "questionnaire-question": f"{WRITE}/questions/served/",
    "questionnaire-languages": f"{WRITE}/languages/",
    "questionnaire-translate": f"{WRITE}/languages/fr/",
    "questionnaire-open-it": f"{WRITE}/open/",
    "questionnaire-manage": f"{SURVEY}/write/manage/",
    "questionnaire-versions": f"{EDITION}/questionnaires/assessment-2007/versions/",
    "questionnaire-preview": f"{EDITION}/questionnaires/assessment-2007/preview/",
    "questionnaire-export": f"{EDITION}/questionnaires/assessment-2007/xlsform.xlsx",
    "received": f"{SURVEY}/received/",
    "results": f"{SURVEY}/results/",
    "results-question": f"{SURVEY}/results/format/",
    "results-wrong": f"{SURVEY}/results/format/?by=alchemy&on=nonsense",
    "results-file": f"{SURVEY}/results/format.csv",
    "results-priorities-file": f"{SURVEY}/results/priorities/themes.csv",
    "results-priorities": f"{SURVEY}/results/priorities/themes/",
    "results-choose": f"{SURVEY}/results/choose/themes/",
    "results-answers": f"{SURVEY}/results/answers/",
}
"""Pages and files of questionnaires that the office alone reads."""

_ANSWERED = "manila-2008/questionnaires/exercise-survey-answered"
OF_RESULTS = {
    "answered": f"{_ANSWERED}/",
    "answered-standing": f"{_ANSWERED}/standing/",
    "answered-results": f"{_ANSWERED}/results/",
    "answered-ranking": f"{_ANSWERED}/results/themes/?by=region",
    "answered-grid": f"{_ANSWERED}/results/helped/",
    "answered-number": f"{_ANSWERED}/results/members/",
    "answered-choice": f"{_ANSWERED}/results/means/?by=development",
    "answered-priorities": f"{_ANSWERED}/results/priorities/themes/",
    "answered-choose": f"{_ANSWERED}/results/choose/themes/",
    "answered-words": f"{_ANSWERED}/results/answers/",
}
"""Pages of a questionnaire with answers, once ``convoke exercise survey`` was run."""

OF_THE_OFFICE = {**OFFICE, **OF_OUTREACH, **OF_THE_DIRECTORY, **OF_THE_SURVEY}
"""All pages and files that the office alone reads."""
OF_ONE_PARTY = {**ADDRESSED, **OF_A_PARTY, **OF_AN_ANSWER, **FILES_OF_AN_ANSWER}
"""All pages that a party and the office read."""

FILTERED = {
    "outcomes-narrowed": f"{EDITION}/outcomes/?level=national&term=short&taken_on=yes",
    "outcomes-nothing": f"{EDITION}/outcomes/?level=galactic&party=nobody",
    "practices-narrowed": f"{EDITION}/practices/?sector=health&side=joint",
    "practices-nothing": f"{EDITION}/practices/?sector=alchemy",
    "calendar-narrowed": f"{EDITION}/calendar/?kind=survey",
    "search-words": "search/?q=circular+migration",
    "search-wrong": "search/?q=-labour",
    "parties-past": "parties/?on=1990-01-01&grouping=eu",
    "parties-wrong": "parties/?on=yesterday",
    "body-past": "bodies/troika/?on=2007-07-01",
    "body-wrong": "bodies/troika/?on=yesterday",
    "parties-found": "parties/?q=cote&on=2007-07-09",
    "parties-nothing": "parties/?q=Atlantis",
    "party-past": "parties/bel/?on=2007-07-09",
    "marketplace-narrowed": f"{EDITION}/marketplace/?service=training&region=africa&gap=yes",
    "marketplace-wrong": f"{EDITION}/marketplace/?service=alchemy&page=nonsense",
    "modalities-narrowed": f"{EDITION}/modalities/?on=2007-07-11&verdict=cannot-say",
    "questionnaire-compare-wrong": f"{EDITION}/questionnaires/thematic-2006/compare/?with=alchemy",
    "modalities-wrong": f"{EDITION}/modalities/?on=2008-06-31&verdict=alchemy",
}
"""Pages with filters in their address."""

FILES = {
    **{
        f"picture-{name}-{format_}": f"{EDITION}/pictures/{name}.{format_}"
        for name in ("matrix", "practices", "calendar")
        for format_ in ("svg", "csv")
    },
    "modalities-file": f"{EDITION}/modalities.csv",
    "requests-file": f"{EDITION}/marketplace/requests.csv",
    "edition-accent": f"{EDITION}/accent.css",
    "calendar-file": f"{EDITION}/calendar.ics",
    "timetable-file": f"{EDITION}/timetable/timetable.ics",
    "timetable-session-file": f"{EDITION}/timetable/opening.ics",
    "meeting-file": "bodies/friends-of-the-forum/meetings/fof-2007-01-30/meeting.ics",
    "thread-file-svg": f"{EDITION}/pictures/thread/action/R1.4-1.svg",
    "thread-file-csv": f"{EDITION}/pictures/thread/session/1.4.csv",
}
"""Files that everyone may take along."""

MACHINES = {
    "root": "/", "offline": "/offline/", "service-worker": "/sw.js", "health": "/health/",
    "schema": "/schemas/programme.schema.json",
}
"""Addresses without a language."""

MISSING = {
    "edition": "atlantis-1999/",
    "questionnaire": f"{EDITION}/questionnaires/alchemy/",
    "action": f"{EDITION}/outcomes/R9.9-9/",
    "commitment": f"{EDITION}/outcomes/R1.4-1/bel/",
    "finding": f"{EDITION}/findings/F9.9-9/",
    "session": f"{EDITION}/programme/9.9/",
    "practice": f"{EDITION}/practices/alchemy/",
    "theme": f"{EDITION}/themes/alchemy/",
    "subject": f"{EDITION}/subjects/alchemy/",
    "participant": "parties/atlantis/",
    "body": "bodies/atlantis/",
    "meeting": "bodies/friends-of-the-forum/meetings/fof-1999/",
    "report": f"{EDITION}/report/outcome-report.en.odt",
    "picture": f"{EDITION}/pictures/alchemy.svg",
    "issue of the newsletter": "newsletter/4711/",
    "message": "outbox/999999999/",
}
"""Addresses whose form is right and whose thing does not exist."""

ROLES = (
    "chair", "task-force", "focal-point", "contributor", "team-member", "rapporteur", "delegate", "observer",
    "civil-society", "provider", "press",
)
LANGUAGES = ("en", "fr", "es", "nl", "ar")
