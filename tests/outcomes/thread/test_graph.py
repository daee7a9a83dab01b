"""What a thread is made of, and what of it is worth drawing."""

from hypothesis import given
from hypothesis import strategies as st

from convoke.core.languages import Translated
from convoke.editions.models import Edition
from convoke.outcomes.thread.graph import Link, Node, Stage, Thread, merge
from convoke.programme.models import Basis

STATED, DERIVED = Basis.STATED, Basis.DERIVED


def node(number: int, stage: int) -> Node:
    return Node(("thing", number), Stage(stage), f"T{number}", Translated({"en": f"Thing {number}"}), "x", Edition())


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """A thread whose links lead from earlier stages to later ones, as all links do."""
    stages = draw(st.lists(st.integers(1, 10), min_size=1, max_size=10))
    nodes = {("thing", number): node(number, stage) for number, stage in enumerate(stages)}
    pairs = [(one, other) for one in nodes for other in nodes if nodes[one].stage < nodes[other].stage]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = [Link(one, other, draw(st.sampled_from(Basis)), "leads") for one, other in chosen]
    return Thread(frozenset({("thing", 0)}), nodes, links)


def reachable(thread: Thread, links: list[Link]) -> set[tuple]:
    pairs = {(link.source, link.target) for link in links}
    while True:
        more = {(one, far) for one, middle in pairs for near, far in pairs if middle == near} - pairs
        if not more:
            return pairs
        pairs |= more


@given(threads())
def test_what_is_drawn_leads_everywhere_the_whole_thread_leads(thread):
    drawn = thread.drawn()
    assert set(drawn) <= set(thread.links)
    assert reachable(thread, drawn) == reachable(thread, thread.links)


@given(threads())
def test_no_link_is_drawn_that_a_chain_of_others_tells(thread):
    drawn = thread.drawn()
    for link in drawn:
        others = [other for other in drawn if other != link]
        assert (link.source, link.target) not in reachable(thread, others)


@given(threads())
def test_every_thing_stands_at_its_stage_and_empty_stages_are_shown(thread):
    stages = thread.stages()
    assert [stage for stage, _nodes in stages] == list(Stage)
    assert sum(len(nodes) for _stage, nodes in stages) == len(thread.nodes)
    for link in thread.links:
        assert link in thread.sources(link.target)


@given(st.lists(st.builds(
    Link,
    st.sampled_from([("a", 1), ("a", 2)]), st.sampled_from([("b", 1), ("b", 2)]),
    st.sampled_from(Basis), st.sampled_from(["one", "other"]),
)))
def test_each_link_is_told_once_and_what_a_source_states_wins(links):
    merged = merge(links)
    assert merged == sorted(merged)
    assert len({(link.source, link.target) for link in merged}) == len(merged)
    for link in merged:
        bases = {other.basis for other in links if other == link}
        assert link.basis == (STATED if STATED in bases else DERIVED)
    assert {(link.source, link.target) for link in merged} == {(link.source, link.target) for link in links}


def test_every_stage_has_a_name_for_people_and_one_for_machines():
    assert [stage.code for stage in Stage] == [
        "priority", "theme", "session", "paper", "finding", "practice", "action", "request", "commitment", "report",
        "next",
    ]
    assert len({str(stage.title) for stage in Stage}) == len(Stage)


@given(threads())
def test_a_thread_answers_why_a_thing_is_here_and_where_it_led(thread):
    before, onward = thread.before(), thread.onward()
    [start] = thread.starts
    assert all(stage < thread.start and nodes for stage, nodes in before)
    assert thread.nodes[start] in onward[0][1]
    told = [node for _stage, nodes in (*before, *onward) for node in nodes]
    assert sorted(node.key for node in told) == sorted(thread.nodes), "each thing once"


def test_of_things_at_several_stages_nothing_is_before():
    nodes = {("thing", 1): node(1, 2), ("thing", 2): node(2, 7), ("thing", 3): node(3, 1)}
    thread = Thread(frozenset({("thing", 1), ("thing", 2)}), nodes, [])
    assert (thread.start, thread.before()) == (None, [])
    assert thread.onward() == thread.stages()
