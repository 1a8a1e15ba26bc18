"""What Rasa's message processor does with every message, and this project's leaves out, is nothing here."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.slot_mappings import SlotMappingType

from bot.settings import ROOT


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


def test_no_slot_is_filled_from_a_message(domain: Domain) -> None:
    slots = [slot for slot in domain.slots if slot.mappings]
    assert len(slots) > 5
    assert {mapping["type"] for slot in slots for mapping in slot.mappings} == {str(SlotMappingType.CUSTOM)}
    assert not any(mapping.get("action") for slot in slots for mapping in slot.mappings)


def test_no_form_and_no_action_asks_for_slots_or_is_a_text(domain: Domain) -> None:
    assert domain.form_names == []
    assert domain.action_texts == []
    assert "action_validate_slot_mappings" not in domain.user_actions
