"""The steps of a training: AdamW, a tenth of the steps to warm up, then down in a straight line to zero."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

_WARMING_UP = 10
_MOST_CHANGE = 1.0


class Steps:
    """Takes ``count`` steps on ``parts``, each part at its own one of ``rates``."""

    def __init__(self, parts: Sequence[Sequence[nn.Parameter]], rates: Sequence[float], count: int) -> None:
        groups = [{"params": list(part), "lr": rate} for part, rate in zip(parts, rates)]
        self._parameters = [parameter for part in parts for parameter in part]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        warm = max(1, count // _WARMING_UP)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min(1, (step + 1) / warm) * max(0.0, 1 - max(0, step - warm) / (count - warm)),
        )

    def take(self, loss: Tensor) -> float:
        """Take one step down ``loss``, and give it as a number."""
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._parameters, _MOST_CHANGE)
        self._optimizer.step()
        self._schedule.step()
        return loss.item()


def told(losses: Sequence[float], epoch: int, epochs: int) -> float:
    """The mean loss of an epoch, printed."""
    mean = round(sum(losses) / len(losses), 3)
    print(f"Epoch {epoch + 1} of {epochs}: loss {mean:.3f}", flush=True)
    return mean
