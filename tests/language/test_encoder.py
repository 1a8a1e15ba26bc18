"""The sentence encoder: its vectors, long texts, texts in parts, and what it asks of the processor and of packages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import numpy as np
import pytest

from bot.language.encoder import EncoderMissingError, SentenceEncoder
from bot.language.encoder.instructions import allow_the_widest
from bot.settings import ENCODER, ROOT

_WIDE = "flags : fpu avx2 avx512f avx512cd avx512vl avx512dq avx512bw avx512_vnni\n"
_TUNING_NEEDS = ("bot.errors", "bot.evaluation.scoring", "bot.language.intents")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load(ENCODER / "search")


def test_vectors_are_unit_and_near_in_meaning(encoder: SentenceEncoder) -> None:
    signs, symptoms, bread = encoder.encode(["what are the signs", "What are the symptoms?", "how do I bake bread"])
    assert np.isclose(np.linalg.norm(signs), 1)
    assert signs @ symptoms > 0.6 > signs @ bread


def test_of_a_long_text_the_end_counts(encoder: SentenceEncoder) -> None:
    story = "We went to the sea and it rained all day long. " * 60
    one, other = encoder.encode([story + "What are the symptoms?", story + "Is there a cure?"])
    assert one @ other < 0.999


def test_an_encoder_that_reads_less_reads_the_end(encoder: SentenceEncoder) -> None:
    story, asked = "We went to the sea and it rained all day long. " * 4, "What are the symptoms of it?"
    (whole,), (short,) = (
        encoder.encode([story + asked]),
        SentenceEncoder.load(ENCODER / "search", 10).encode([story + asked]),
    )
    (end,) = encoder.encode([asked])
    assert short @ end > 0.95 > whole @ end


def test_a_missing_encoder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissingError, match="make"):
        SentenceEncoder.load(tmp_path)


def test_a_text_is_the_mean_of_the_tokens_of_its_parts(encoder: SentenceEncoder) -> None:
    parts = ["My father has a tumor in the bowel.", "What will happen to him now?", "Help."]
    together = encoder.encode_together(parts)
    assert together is not None
    each, whole = together
    assert (each * encoder.encode(parts)).sum(axis=1) == pytest.approx(1, abs=0.01)
    assert np.linalg.norm(whole) == pytest.approx(1, abs=1e-5)
    assert (whole @ each.T).min() > 0.3


def test_parts_of_a_long_text_are_not_read_together(encoder: SentenceEncoder) -> None:
    assert encoder.encode_together(["My mother lives far away and I worry about her."] * 20) is None


@pytest.mark.parametrize(("flags", "chosen"), [(_WIDE, "AVX512"), (_WIDE.replace("avx512_vnni", ""), None), ("", None)])
def test_wide_instructions_are_used_where_the_processor_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: str, chosen: str | None
) -> None:
    monkeypatch.delenv("CT2_FORCE_CPU_ISA", raising=False)
    processors = tmp_path / "cpuinfo"
    processors.write_text(f"processor : 0\n{flags}")
    allow_the_widest(processors)
    assert os.environ.get("CT2_FORCE_CPU_ISA") == chosen


def test_who_chose_the_instructions_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", "AVX2")
    (tmp_path / "cpuinfo").write_text(_WIDE)
    allow_the_widest(tmp_path / "cpuinfo")
    assert os.environ["CT2_FORCE_CPU_ISA"] == "AVX2"


def _packages_of(program: str) -> set[str]:
    """The installed packages that a program loads, by their names on the index."""
    listed = f"import sys\n{program}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", listed], cwd=ROOT, capture_output=True, text=True, check=True)
    owners = packages_distributions()
    return {owner.lower().replace("_", "-") for name in run.stdout.split() for owner in owners.get(name, ())}


def test_what_tuning_imports_needs_only_its_own_packages() -> None:
    """The tuning has an environment of its own."""
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "encoder/tuning/requirements.txt").read_text("utf-8"), re.M))
    assert _packages_of(f"import {', '.join(_TUNING_NEEDS)}") - _packages_of("import bot") <= pinned
