"""Forms for tests: one of every kind of question, and any that the rules allow."""

from hypothesis import strategies as st

from convoke.consultation.form.model import Choice, Form, Kind, Question, Section

LANGUAGES = ("en", "fr", "ar", "es")
_LETTERS = st.characters(categories=("L", "N", "P", "S"), include_characters=" \n‘’“”—=+-@'\"<>&é😀\u200f\u202b")
TEXTS = st.text(_LETTERS, min_size=1, max_size=30).map(str.strip).filter(lambda text: text and "${" not in text)
CODES = st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True)
CHOICE_CODES = st.from_regex(r"-?[a-z0-9_][a-z0-9_.-]{0,8}", fullmatch=True)


def words(languages, *, first=True):
    """Texts in the first language at least (or, where nothing is needed, in any)."""
    others = dict.fromkeys(languages[1:], TEXTS)
    if first:
        return st.fixed_dictionaries({languages[0]: TEXTS}, optional=others)
    return st.fixed_dictionaries({}, optional={languages[0]: TEXTS, **others})


@st.composite
def choices(draw, languages, least=1, most=5):
    codes = draw(st.lists(CHOICE_CODES, min_size=least, max_size=most, unique=True))
    return tuple(
        Choice(code, {}, is_unknown=True) if draw(st.integers(0, 5)) == 0
        else Choice(code, draw(words(languages)), is_unknown=draw(st.booleans()))
        for code in codes
    )


@st.composite
def questions(draw, code, languages, before):
    kind = draw(st.sampled_from(list(Kind)))
    references = st.sampled_from([f"${{{name}}} != ''" for name in before] or ["true()"])
    answered = kind not in (Kind.NOTE, Kind.CALCULATION)
    given = {
        "label": draw(words(languages)),
        "hint": draw(words(languages, first=False)),
        "required": answered and draw(st.booleans()),
        "relevant": draw(st.one_of(st.just(""), references)),
        "constraint": draw(st.sampled_from(["", ". != '=x'", "string-length(.) > 0 or (. = '’')"])) if answered else "",
        "constraint_message": draw(words(languages, first=False)) if answered else {},
    }
    if kind in (Kind.ONE, Kind.SEVERAL, Kind.RANKING, Kind.GRID):
        given["choices"] = draw(choices(languages))
    most = st.one_of(st.none(), st.integers(1, len(given.get("choices", "x"))))
    if kind == Kind.GRID:
        given["rows"] = draw(choices(languages))
    elif kind == Kind.RANKING:
        given["first"] = draw(most)
    elif kind in (Kind.SEVERAL, Kind.PARTY):
        given["at_most"] = draw(most)
    elif kind == Kind.NUMBER:
        given |= {"whole": draw(st.booleans()), "unit": draw(words(languages, first=False)),
                  "lowest": draw(st.sampled_from(["", "0", "-5"])), "highest": draw(st.sampled_from(["", "100"]))}
    elif kind == Kind.DATE:
        given["lowest"] = draw(st.sampled_from(["", "2007-07-09"]))
        given["highest"] = draw(st.sampled_from(["", "2008-10-29"]))
    elif kind == Kind.CALCULATION:
        sums = ["1 + 1", "concat('a', ' ', \"b\")", *(f"${{{name}}}" for name in before)]
        given["calculation"] = draw(st.sampled_from(sums))
    return Question(code, kind, **given)


@st.composite
def forms(draw):
    """A form without faults, in one to three languages."""
    languages = tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True)))
    # the numbers keep codes, and the names made of them, apart
    numbers = iter(range(1000))
    before: list[str] = []
    sections = []
    for _section in range(draw(st.integers(1, 3))):
        made = []
        relevant = draw(st.sampled_from(["", *(f"${{{name}}} = ''" for name in before)]))
        for _question in range(draw(st.integers(1, 4))):
            one = draw(questions(f"{draw(CODES)}-q{next(numbers)}q", languages, tuple(before)))
            made.append(one)
            if one.kind not in (Kind.NOTE, Kind.GRID):
                before.append(one.code)
        sections.append(Section(f"{draw(CODES)}-s{next(numbers)}s", draw(words(languages)),
                                draw(words(languages, first=False)), relevant, tuple(made)))
    metadata = tuple(draw(st.lists(st.sampled_from(["start", "end", "today", "deviceid"]), unique=True)))
    return Form(tuple(sections), languages, draw(words(languages, first=False)), metadata)


def both(text):
    """A text in English and French."""
    return {"en": text, "fr": f"{text} (fr)"}


SCALE = (Choice("1", both("Low")), Choice("2", both("Middle")), Choice("3", both("High")))
ROWS = (Choice("trade", both("Trade")), Choice("labour", both("Labour")))
ALL_KINDS = Form(
    sections=(
        Section("about", both("About you"), both("Who answers."), questions=(
            Question("ministry", Kind.SHORT, both("Ministry"), required=True, hint=both("In full.")),
            Question("contact", Kind.CONTACT, both("Who may be asked")),
            Question("neighbours", Kind.PARTY, both("Whom do you work with?"), at_most=3),
            Question("read", Kind.NOTE, both("The next part is about policy.")),
        )),
        Section("policy", both("Policy"), questions=(
            Question("has_policy", Kind.YES_NO, both("Is there a policy?"), required=True),
            Question("since", Kind.DATE, both("Since when?"), relevant="${has_policy} = 'yes'", lowest="1990-01-01",
                     highest="2007-07-09", constraint=". <= today()", constraint_message=both("Not in the future.")),
            Question("staff", Kind.NUMBER, both("How many people?"), unit=both("people"), whole=True, lowest="0"),
            Question("budget", Kind.NUMBER, both("What budget?"), unit=both("million"), lowest="0.5", highest="99.5"),
            Question("twice", Kind.CALCULATION, both("Twice"), calculation="2 * ${staff}"),
            Question("who", Kind.ONE, both("Who leads?"), choices=SCALE),
            Question("which", Kind.SEVERAL, both("Which levels?"), choices=SCALE, at_most=2),
            Question("order", Kind.RANKING, both("Rank your first two"), first=2,
                     choices=(*SCALE, Choice("4", {}, is_unknown=True))),
            Question("grid", Kind.GRID, both("How important?"), choices=SCALE, rows=ROWS, required=True),
            Question("why", Kind.LONG, both("Why?"), relevant="selected(${which}, '1') or ${grid_trade} = '3'"),
            Question("paper", Kind.FILE, both("A paper")),
        )),
    ),
    languages=("en", "fr"), intro=both("Thank you."), metadata=("start", "end"),
)
