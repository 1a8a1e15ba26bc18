"""The processor's wider instructions, which CTranslate2 uses only when told to.

It stays with AVX2 where a processor has AVX-512, which slowed the first of them down. On those of today an
encoding takes about an eighth less time with it (docs/performance.md).
"""

from __future__ import annotations

import os
from pathlib import Path

_SETTING = "CT2_FORCE_CPU_ISA"
_NEEDED = frozenset(["avx512f", "avx512cd", "avx512vl", "avx512dq", "avx512bw", "avx512_vnni"])
"""What CTranslate2 asks of a processor (its cpu_info.cc), and VNNI, which the first ones had not."""

_PROCESSORS = Path("/proc/cpuinfo")


def allow_the_widest(processors: Path = _PROCESSORS) -> None:
    """Tell CTranslate2, before it is used, to take AVX-512 where the processor has it and nobody chose otherwise."""
    if processors.is_file() and set(_flags(processors.read_text(encoding="utf-8"))) >= _NEEDED:
        os.environ.setdefault(_SETTING, "AVX512")


def _flags(processors: str) -> list[str]:
    return next((line.split() for line in processors.splitlines() if line.startswith("flags")), [])
