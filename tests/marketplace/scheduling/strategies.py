"""Small instances of every kind, for properties."""

from dataclasses import replace

from hypothesis import strategies as st

from convoke.marketplace.scheduling.errors import Unacceptable
from convoke.marketplace.scheduling.instance import Instance, Meeting
from convoke.marketplace.scheduling.validation import check

from .instances import fair

PEOPLE = "ABCD"
SESSIONS = ("am", "pm", "late")


@st.composite
def small_fairs(draw, all_required=False, is_plain=False):
    """At most five meetings of four participants in at most five slots."""
    slots = draw(st.integers(2, 5))
    ends = [*sorted(draw(st.sets(st.integers(1, slots - 1), max_size=2))), slots]
    begins = [1, *(end + 1 for end in ends[:-1])]
    sessions = list(zip(SESSIONS, begins, ends, strict=False)) if len(ends) > 1 else []
    some_sessions = st.sampled_from([(), (), *((name,) for name, _first, _last in sessions)])
    some_slots = st.frozensets(st.integers(1, slots), max_size=2)
    meetings = []
    for place in range(draw(st.integers(1, 5))):
        pair = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True))
        earlier = [one.id for one in meetings]
        meetings.append(Meeting(
            id=f"m{place}", participants=tuple(pair),
            length=1 if is_plain else draw(st.sampled_from([1, 1, 1, 2])),
            priority=draw(st.sampled_from([1, 1, 2])),
            sessions=frozenset(draw(some_sessions)),
            forbidden=draw(st.one_of(st.just(frozenset()), some_slots)),
            slot=draw(st.one_of(st.none(), st.none(), st.none(), st.integers(1, slots))),
            place=draw(st.sampled_from([None, None, None, "t1"])),
            after=frozenset(draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else ()),
            needs=draw(st.sampled_from([(), (), ("ar",)])),
            is_required=all_required or draw(st.sampled_from([False, False, True])),
        ))
    instance = fair(
        *meetings, slots=slots, tables=draw(st.integers(1, 2)), sessions=sessions, resources=[("ar", 1)],
        busy={who: draw(some_slots) for who in draw(st.sets(st.sampled_from(PEOPLE), max_size=2))},
    )
    try:
        check(instance)
    except Unacceptable:
        return fair("AB", slots=2)
    return instance


def optional(instance: Instance) -> Instance:
    """Nothing must be held, so that whatever is held may be checked."""
    def freed(one: Meeting) -> Meeting:
        return replace(one, is_required=False, slot=None)
    return replace(instance, meetings=tuple(map(freed, instance.meetings)))
