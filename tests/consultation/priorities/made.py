"""Profiles for the tests of priorities: items are letters, a ballot is a word."""

from hypothesis import strategies as st

from convoke.consultation.priorities.ballots import Ballot, Profile

BOOK = {"ab": 3, "ac": 3, "ad": 2, "bcf": 1, "e": 1, "f": 1, "g": 1}
"""Example 1 of M. Lackner, P. Skowron, Multi-Winner Voting with Approval Preferences (2023): 12 voters, 4 seats."""


def profile_of(items: str, ballots: dict[str, int], longest: int | None = None) -> Profile:
    """A profile from rankings as words, each given so many times."""
    made = tuple(Ballot(f"voter-{word}", tuple(word), weight=times) for word, times in ballots.items())
    return Profile(tuple(items), made, longest)


@st.composite
def profiles(draw: st.DrawFn, items: str = "abcde", most_ballots: int = 8, fewest_ballots: int = 0) -> Profile:
    """Small profiles with incomplete rankings, weights, groups and late ballots."""
    ballots = []
    for number in range(draw(st.integers(fewest_ballots, most_ballots))):
        order = draw(st.permutations(items))
        ballots.append(
            Ballot(
                f"voter-{number}", tuple(order[: draw(st.integers(0, len(items)))]),
                draw(st.frozensets(st.sampled_from(["north", "south", "islands"]))),
                is_late=draw(st.booleans()), weight=draw(st.integers(1, 3)),
            )
        )
    return Profile(tuple(items), tuple(ballots))
