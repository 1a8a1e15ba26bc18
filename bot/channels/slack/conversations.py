"""What Rasa keeps of Slack's conversations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class KeptConversations:
    """Asks the tracker store, so that every server knows the same, also after a restart."""

    def __init__(self, agent: Callable[[], Any], sender_id: Callable[[str], str]) -> None:
        self._agent = agent
        self._sender_id = sender_id

    async def known(self, conversation: str) -> bool:
        """Whether anything is kept of a conversation."""
        return bool(await self._agent().tracker_store.exists(self._sender_id(conversation)))

    async def forget(self, conversation: str) -> None:
        """Delete what is kept of a conversation, once a turn in the making is over."""
        agent, sender_id = self._agent(), self._sender_id(conversation)
        async with agent.lock_store.lock(sender_id):
            await agent.tracker_store.forget(sender_id)
