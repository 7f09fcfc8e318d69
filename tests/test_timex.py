"""TIMEX3 values: what they cover and how they move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from negresearch import timex
from negresearch.tables import Grain

DAYS = st.dates(min_value=date(100, 1, 1), max_value=date(9800, 12, 31))
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "season", "quarter", "year", "decade", "century")


@pytest.mark.parametrize(
    ("value", "first", "last", "grain"),
    [
        ("2024-05-15", "2024-05-15", "2024-05-15", "day"),
        ("2024-05-15TMO", "2024-05-15", "2024-05-15", "day"),
        ("2024-05-15T08:09", "2024-05-15", "2024-05-15", "minute"),
        ("2024-05-15T08:09Z", "2024-05-15", "2024-05-15", "minute"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2020-W53", "2020-12-28", "2021-01-03", "week"),
        ("2024-W20-WE", "2024-05-18", "2024-05-19", "week"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "quarter"),
        ("2024-H2", "2024-07-01", "2024-12-31", "season"),
        ("2023-WI", "2023-12-01", "2024-02-29", "season"),
        ("2024-SP", "2024-03-01", "2024-05-31", "season"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("199", "1990-01-01", "1999-12-31", "decade"),
        ("19", "1900-01-01", "1999-12-31", "century"),
    ],
)
def test_values_cover_the_days_that_a_calendar_gives_them(value: str, first: str, last: str, grain: str) -> None:
    """Each form of a calendar value has the first and last day and the grain of the calendar."""
    assert (*timex.first_last(value), timex.grain_of(value)) == (first, last, grain)


@pytest.mark.parametrize(
    "value",
    [
        "P2M",
        "PT12H",
        "PRESENT_REF",
        "XXXX-05-15",
        "2024-XX-15",
        "BC0241",
        "2023-02-29",
        "2021-W53",
        "0000",
        "",
        "9999-WI",
    ],
)
def test_other_values_cover_no_days(value: str) -> None:
    """Lengths, vague and open values, days that the calendar lacks and years outside 1 to 9999 name no ISO day."""
    assert timex.first_last(value) == (None, None)


@given(day=DAYS, grain=st.sampled_from(GRAINS))
def test_a_value_covers_the_day_it_was_made_from(day: date, grain: Grain) -> None:
    """The step of any grain that a day falls into covers that day, and is written so that it can be read."""
    value = timex.value_at(grain, timex.index_of(day, grain))
    assert value is not None
    found = timex.extent(value)
    assert found is not None
    assert found.first <= day <= found.last
    assert found.grain == grain


@given(day=DAYS, grain=st.sampled_from(GRAINS), steps=st.integers(-50, 50))
def test_steps_there_and_back_lead_home(day: date, grain: Grain, steps: int) -> None:
    """Moving by n steps and back by n gives the value that one started from."""
    home = timex.shift(day.isoformat(), 0, grain)
    assert home is not None
    away = timex.shift(home, steps, grain)
    assert away is None or timex.shift(away, -steps, grain) == home


@given(day=DAYS, steps=st.integers(-4000, 4000))
def test_steps_of_days_are_those_of_the_calendar(day: date, steps: int) -> None:
    """A shift by days equals the calendar's own arithmetic."""
    assert timex.shift(day.isoformat(), steps, "day") == (day + timedelta(days=steps)).isoformat()


@pytest.mark.parametrize(
    ("value", "amount", "grain", "moved"),
    [
        ("2024-01-31", 1, "month", "2024-02"),
        ("2024-05", 1, "day", None),
        ("2024", -10, "decade", "192"),
        ("2023-WI", 1, "year", "2024"),
        ("BC0490", 1, "year", "BC0489"),
        ("BC0001", 1, "year", "0001"),
        ("BC0490", 1, "month", None),
        ("BC04", 1, "year", None),
        ("9999", 1, "year", None),
    ],
)
def test_a_shift_keeps_its_grain_and_never_guesses(value: str, amount: int, grain: Grain, moved: str | None) -> None:
    """A step has the grain one asked for; from a coarser value or beyond the years 1 to 9999 there is none."""
    assert timex.shift(value, amount, grain) == moved


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        ("2022-02", "2022-02-24", "within"),
        ("2021-12-17", "2022-02", "before"),
        ("2022", "2021-Q4", "after"),
        ("P2M", "2022", None),
    ],
)
def test_order_is_that_of_the_days_covered(a: str, b: str, order: str | None) -> None:
    """One value lies before, after or within another as their days do; without days there is no order."""
    assert timex.compare(a, b) == order
