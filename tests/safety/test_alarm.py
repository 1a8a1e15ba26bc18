"""What is remembered of a danger from one answer to the next."""

from __future__ import annotations

from bot.safety import Alarm, Finding, Level


def test_an_alarm_told_again_wears_off() -> None:
    finding = Finding(Level.EMERGENCY, "seizure")
    first = Alarm.after(finding, None)
    again = Alarm.after(finding, first)
    assert again.left == first.left - 1
    assert Alarm.after(Finding(Level.CRISIS, "suicide"), again).left == first.left
    assert Alarm.after(finding, Alarm(finding, 0)).left == first.left
    assert Alarm.from_slot(again.as_slot()) == again
    assert Alarm.from_slot(None) is None


def test_of_an_alarm_little_is_left_once_something_else_was_answered() -> None:
    first = Alarm.after(Finding(Level.EMERGENCY, "seizure"), None)
    after = first.once_answered()
    assert after is not None
    assert (after.left, after.answered) == (first.left - 1, True)
    assert Alarm(first.finding, 1).once_answered() is None
    assert Alarm(first.finding, 0).once_answered() is None
