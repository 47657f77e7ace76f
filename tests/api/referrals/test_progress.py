"""How a referral goes on, and when somebody is reminded."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.referrals.progress import StatusNotPossible, check_change, is_overdue
from api.referrals.schemas import Status

NOW = datetime(2026, 5, 4, tzinfo=UTC)
LIMIT = timedelta(days=3)


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_what_has_ended_stays_so_and_nothing_goes_back(now: Status, wanted: Status) -> None:
    order = list(Status)
    onward = now.is_open and order.index(wanted) >= order.index(now)
    if _is_refused(now, wanted):
        with pytest.raises(StatusNotPossible, match=f"'{now}' cannot become '{wanted}'"):
            check_change(now, wanted)
    else:
        assert onward
        assert wanted is not Status.WITHDRAWN


def _is_refused(now: Status, wanted: Status) -> bool:
    with suppress(StatusNotPossible):
        check_change(now, wanted)
        return False
    return True


@pytest.mark.parametrize("status", [Status.NEW, Status.SEEN, Status.CONTACTED])
def test_waiting_beyond_the_limit_is_overdue(status: Status) -> None:
    assert not is_overdue(status, NOW - LIMIT, NOW, LIMIT)
    assert is_overdue(status, NOW - LIMIT - timedelta(minutes=1), NOW, LIMIT)


@pytest.mark.parametrize("status", [Status.MEETING, Status.CLOSED, Status.WITHDRAWN])
def test_who_is_in_contact_or_done_waits_for_nobody(status: Status) -> None:
    assert not is_overdue(status, NOW - timedelta(days=400), NOW, LIMIT)
