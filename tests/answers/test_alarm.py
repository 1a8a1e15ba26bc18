"""What is remembered of a danger from one answer to the next."""

from __future__ import annotations

from bot.answers.question import Alarm
from bot.safety import Finding, Level


def test_an_alarm_told_again_wears_off() -> None:
    finding = Finding(Level.EMERGENCY, "seizure")
    first = Alarm.after(finding, None)
    again = Alarm.after(finding, first)
    assert again.left == first.left - 1
    assert Alarm.after(Finding(Level.CRISIS, "suicide"), again).left == first.left
    assert Alarm.after(finding, Alarm(finding, 0)).left == first.left
    assert Alarm.from_slot(again.as_slot()) == again
    assert Alarm.from_slot(None) is None
