"""Time comes from one place, and a demonstration can stand at a date of its own."""

import datetime as dt

from convoke.core import clock


def test_the_clock_is_real_when_no_date_is_set(settings):
    settings.CONVOKE_DATE = None
    before = dt.datetime.now(dt.UTC)
    assert before <= clock.now() <= dt.datetime.now(dt.UTC)
    assert clock.standing_at() is None


def test_a_demonstration_stands_at_its_date_while_the_time_of_day_goes_on(settings):
    settings.CONVOKE_DATE = dt.date(2008, 6, 1)
    first, second = clock.now(), clock.now()
    assert clock.today() == first.date() == dt.date(2008, 6, 1)
    assert first <= second


def test_time_is_aware_and_in_utc(settings):
    for date in (None, dt.date(2008, 6, 1)):
        settings.CONVOKE_DATE = date
        assert clock.now().utcoffset() == dt.timedelta(0)
