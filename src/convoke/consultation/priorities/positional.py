"""Rules by which each place on a ballot gives points: first mentions, mentions, Borda.

Each function takes a profile and gives the points of the items in the order of the form.
Each ``…_leap`` gives the most by which one more ballot can bring one item nearer to another.
"""

from fractions import Fraction

from .ballots import Profile

Scores = tuple[Fraction, ...]


def first_mentions(profile: Profile) -> Scores:
    """How many ranked the item first: plurality.

    J. F. Laslier, *And the loser is… plurality voting*, in: Electoral Systems (2012).
    """
    points = [0] * len(profile.items)
    for ranking, weight in profile.rankings.items():
        points[ranking[0]] += weight
    return tuple(map(Fraction, points))


def mentions(profile: Profile) -> Scores:
    """How many ranked the item at all: approval voting, taking what is ranked as approved.

    S. J. Brams, P. C. Fishburn, *Approval Voting*, American Political Science Review 72 (1978), 831-847.
    """
    points = [0] * len(profile.items)
    for ranking, weight in profile.rankings.items():
        for item in ranking:
            points[item] += weight
    return tuple(map(Fraction, points))


def borda(profile: Profile) -> Scores:
    """The Borda count, averaged: of N items the k-th gets N - k points; those not ranked share evenly what is left.

    J. C. de Borda, *Mémoire sur les élections au scrutin* (1781). With m of N items
    ranked, what is left are the points N - m - 1, …, 1, 0: each item not ranked gets
    (N - m - 1) / 2. This is the "average score" of N. Narodytska and T. Walsh, *The
    computational impact of partial votes on strategic voting* (ECAI 2014).

    Why this treatment: every ballot gives away the same number of points, N (N - 1) / 2,
    so that nobody gains or loses weight by ranking few items; it is what an item would get
    on average, were the rest ranked by lot; and it equals counting, over all pairs of
    items, one point for each preference and half a point where none was stated.
    """
    number = len(profile.items)
    points = [0] * number  # in halves, so that they are whole
    for_all = 0
    for ranking, weight in profile.rankings.items():
        rest = number - len(ranking) - 1 if len(ranking) < number else 0
        for_all += rest * weight
        for behind, item in enumerate(ranking, 1):
            points[item] += (2 * (number - behind) - rest) * weight
    return tuple(Fraction(for_all + own, 2) for own in points)


def borda_modified(profile: Profile) -> Scores:
    """The modified Borda count: of m items ranked the first gets m points, the last one; those not ranked none.

    P. Emerson, *The original Borda count and partial voting*, Social Choice and Welfare
    40 (2013), 353-358. Who ranks few items gives few points. With "rank your first five"
    this is the usual count of 5, 4, 3, 2, 1.
    """
    points = [0] * len(profile.items)
    for ranking, weight in profile.rankings.items():
        for points_here, item in zip(range(len(ranking), 0, -1), ranking, strict=True):
            points[item] += points_here * weight
    return tuple(map(Fraction, points))


def one_leap(profile: Profile) -> Fraction:
    """First mentions and mentions: one ballot gives one item one point and the other none."""
    return Fraction(1)


def borda_leap(profile: Profile) -> Fraction:
    """Borda: one item first, the other last of all or, where not all can be ranked, not ranked."""
    number, most = len(profile.items), profile.most
    return number - 1 - (Fraction(number - most - 1, 2) if most < number else Fraction(0))


def borda_modified_leap(profile: Profile) -> Fraction:
    """Modified Borda: one item first of as many as may be ranked, the other not ranked (or last of all)."""
    return Fraction(min(profile.most, len(profile.items) - 1))
