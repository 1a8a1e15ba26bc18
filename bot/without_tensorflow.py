"""Starting without TensorFlow, where nothing that is run needs it (docs/decisions/0012).

Rasa imports TensorFlow however its bot is made up: ten seconds, and 350 MB that stay. Here a
stand-in is imported under that name, from which classes can be derived, and nothing else: whoever
makes an object of one gets TensorFlowLeftOutError. Rasa's own code is not changed.

It fails safe. Only components that are known to do without are run this way; with any other one,
with a model that cannot be read, and with NETGUIDE_TENSORFLOW=1, TensorFlow is there as usual.
Where Rasa cannot be imported with the stand-in, the program starts itself anew without it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tarfile
import zlib
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from ruamel.yaml import YAML

from bot.errors import NetGuideError

logger = logging.getLogger(__name__)

SETTING = "NETGUIDE_TENSORFLOW"

_STANDS_IN_FOR = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"})

_KNOWN_TO_DO_WITHOUT = frozenset(
    """
    rasa.core.policies.ensemble.DefaultPolicyPredictionEnsemble
    rasa.graph_components.converters.nlu_message_converter.NLUMessageConverter
    rasa.graph_components.providers.domain_provider.DomainProvider
    rasa.graph_components.providers.rule_only_provider.RuleOnlyDataProvider
    rasa.nlu.classifiers.regex_message_handler.RegexMessageHandler
    """.split()
)


class TensorFlowLeftOutError(NetGuideError, ImportError):
    """Something needs TensorFlow after all."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} of TensorFlow is needed, which was left out: set {SETTING}=1.")


class _Left(type):
    """The class of everything in the stand-in: more of it on asking, and no objects."""

    def __getattr__(cls, name: str) -> _Left:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(name)

    def __call__(cls, *_: object, **__: object) -> None:
        raise TensorFlowLeftOutError(cls.__name__)


def _placeholder(name: str) -> _Left:
    return _Left(name, (), {})


class _StandIn(ModuleType):
    """A module in which every name is a class."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> _Left:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(name)


class _Finder(MetaPathFinder, Loader):
    """Finds the stand-in, before Python finds the package."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in _STANDS_IN_FOR:
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out(components: Iterable[str], needed: str = "rasa.core.run") -> None:
    """Import Rasa without TensorFlow, where all ``components`` are known to do without.

    Args:
        components: what will run.
        needed: the module of Rasa that runs them.
    """
    others = [name for name in components if not (name.startswith("bot.") or name in _KNOWN_TO_DO_WITHOUT)]
    if others or os.environ.get(SETTING) or "tensorflow" in sys.modules:
        return
    sys.meta_path.insert(0, _Finder())
    try:
        import_module(needed)
    except Exception as error:  # noqa: BLE001 - whatever it is, Rasa as it is will do
        logger.warning("Rasa cannot be imported without TensorFlow (%s): starting anew with it.", error)
        os.execve(sys.executable, [sys.executable, "-m", "bot", *sys.argv[1:]], {**os.environ, SETTING: "1"})


def of_model(model: Path) -> list[str]:
    """The components that run in a model: a file, or a folder that holds several."""
    try:
        path = max(model.glob("*.tar.gz"), key=lambda one: one.stat().st_mtime) if model.is_dir() else model
        with tarfile.open(path) as archive:
            member = archive.extractfile("metadata.json")
            nodes = json.load(member)["predict_schema"]["nodes"] if member else {}
        return [str(node["uses"]) for node in nodes.values()]
    except (OSError, EOFError, ValueError, KeyError, tarfile.TarError, zlib.error) as error:
        return [f"unknown ({type(error).__name__})"]


def of_configuration(path: Path) -> list[str]:
    """The components that a config.yml names."""
    config = YAML(typ="safe").load(path)
    return [str(one["name"]) for one in (*config["pipeline"], *config["policies"])]
