"""The command line: `netguide --help`.

Commands import what they need when they run: Rasa alone takes five seconds.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Optional

import typer

from bot.commands import curation
from bot.commands.content import content_app
from bot.commands.curate import curate_app
from bot.errors import NetGuideError
from bot.settings import ROOT, Settings
from bot.without_tensorflow import leave_out, of_configuration, of_model

if TYPE_CHECKING:
    from bot.evaluation.scoring import Prediction
    from bot.processing import DirectAgent

app = typer.Typer(no_args_is_help=True, add_completion=False, help="NET Guide: cited answers on neuroendocrine tumors.")
app.add_typer(content_app, name="content")
app.add_typer(curate_app, name="curate")
app.command("import")(curation.import_file)
app.command("report")(curation.report)
content_app.command("publish")(curation.publish_draft)

MODELS = ROOT / "models"


@app.command()
def train(out: Path = MODELS) -> None:
    """Train the model on data/, as `rasa train` does."""
    leave_out(of_configuration(ROOT / "config.yml"), "rasa.model_training")
    from bot.training import train as run

    typer.echo(f"The model stands in {run(out)}.")


@app.command()
def serve(port: int = 5005, interface: str = "127.0.0.1", model: Path = MODELS) -> None:
    """Serve the bot over HTTP until stopped."""
    leave_out(of_model(model))
    from bot.server import serve as run

    run(model, interface, port)


@app.command()
def shell(model: Path = MODELS) -> None:
    """Talk to the bot in the terminal."""
    leave_out(of_model(model))
    from bot.server import serve as run

    run(model, "127.0.0.1", 5006, channel="cmdline")


@app.command()
def ask(question: str, model: Path = MODELS) -> None:
    """Print the answer to one question."""
    agent = _agent(model)
    from bot.channels.base import GuardedChannel

    channel = GuardedChannel(Settings.from_environment())
    # A conversation of its own: an earlier question must not influence this one.
    reply = asyncio.run(channel.take(question, f"ask-{secrets.token_hex(8)}", "terminal", agent.handle_message))
    typer.echo(reply.text)
    raise typer.Exit(1 if reply.failed else 0)


@app.command()
def parse(model: Path = MODELS) -> None:
    """Read questions from standard input, one a line; write what was understood, one JSON object a line."""
    agent = _agent(model)
    for line in sys.stdin:
        understood = asyncio.run(agent.parse_message(line.rstrip("\n")))
        typer.echo(json.dumps({key: understood.get(key) for key in ("text", "intent", "topics", "entities")}))


@app.command()
def forget(conversation: str) -> None:
    """Delete everything that is kept of one conversation, by its id ("webchat:…", "slack:…", "rest:…")."""
    leave_out(())
    from bot.records.tracker_store import ConversationStore

    events = asyncio.run(ConversationStore().forget(conversation))
    typer.echo(f"{events} events deleted.")


@app.command()
def evaluate(
    files: list[Path],
    as_json: bool = typer.Option(False, "--json"),
    report: Optional[Path] = None,
    model: Path = MODELS,
) -> None:
    """Score files of labelled questions (docs/understanding.md); ``--report`` writes pictures into a folder."""
    from bot.evaluation.report import Evaluation, write_report
    from bot.evaluation.scoring import read_questions

    read = [read_questions(path) for path in files]
    labelled = [question for some, _ in read for question in some]
    several = [question for _, some in read for question in some]
    agent = _agent(model)
    evaluation = Evaluation(
        tuple(zip(labelled, _predictions(agent, [question.text for question in labelled]))),
        tuple(zip(several, _predictions(agent, [question.text for question in several]))),
    )
    scores = evaluation.scores()
    found: dict[str, object] = {"topics": asdict(scores)} if scores else {}
    if several:
        found["several_topics_f1"] = evaluation.several_topics_f1()
    typer.echo(json.dumps(found, indent=1) if as_json else _table(found))
    if report:
        typer.echo(f"The report stands in {write_report(evaluation, report)}.")


def _agent(model: Path) -> DirectAgent:
    leave_out(of_model(model))
    from rasa.core.utils import AvailableEndpoints

    from bot.logs import quiet_logs
    from bot.server import load_agent

    quiet_logs()
    return load_agent(model, AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")))


def _predictions(agent: DirectAgent, texts: list[str]) -> list[Prediction]:
    from bot.evaluation.scoring import Prediction

    predictions = []
    for text in texts:
        understood = asyncio.run(agent.parse_message(text))
        intent = understood["intent"]
        # Another pipeline than ours, measured beside it, gives one intent only.
        topics = tuple(f"ask_{topic}" for topic in understood.get("topics", ())) or (intent["name"],)
        predictions.append(Prediction(intent["name"], intent["confidence"], topics))
    return predictions


def _table(found: dict[str, object]) -> str:
    from bot.evaluation.report import figure

    lines = []
    topics = found.get("topics")
    if isinstance(topics, dict):
        confusion, f1 = topics.pop("confusion"), topics.pop("f1")
        for name, value in topics.items():
            lines.append(f"{name.replace('_', ' '):28}{figure(value)}")
        lines += ["", "F1 by label (lenient)", *(f"  {name:26}{value:.3f}" for name, value in f1.items())]
        lines += ["", "Confusion (strict): asked, then what was understood"]
        for name, row in confusion.items():
            others = ", ".join(f"{other} {count}" for other, count in sorted(row.items(), key=lambda pair: -pair[1]))
            lines.append(f"  {name:26}{others}")
    if "several_topics_f1" in found:
        lines.append(f"{'several topics, mean F1':28}{figure(found['several_topics_f1'])}")
    return "\n".join(lines)


def main() -> None:
    """Run a command; an error of ours is one line on what to do, and exit code 1."""
    # Rasa's pinned dependencies warn of one another on every start; none of it is for our users.
    warnings.simplefilter("ignore")
    try:
        app(standalone_mode=True)
    except NetGuideError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
