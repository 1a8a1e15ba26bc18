"""Writing what was measured: JSON, plots, and the table in docs/performance.md."""

from __future__ import annotations

import json
from statistics import median
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from bot.settings import ROOT

_FOLDER = ROOT / "reports" / "bench"
_PAGE = ROOT / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"


def write(found: dict[str, Any]) -> str:
    """Write everything; the table."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    (ROOT / "reports" / "bench.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    _plot_load(found["load"])
    _plot_lines(found["turns"], "turn of one conversation", "turns.png")
    _plot_lines({name: one["median"] for name, one in found["statements"].items()}, "statements", "statements.png")
    table = "\n".join(_rows(found))
    page = _PAGE.read_text(encoding="utf-8")
    before, rest = page.split(_BEGIN)
    _, after = rest.split(_END)
    _PAGE.write_text(f"{before}{_BEGIN}\n{table}\n{_END}{after}", encoding="utf-8")
    return table


def _rows(found: dict[str, Any]) -> list[str]:
    machine, load = found["machine"], found["load"]
    load_average = f"{machine['load_before']:.1f} before and {machine['load_after']:.1f} after"
    rows = [
        f"{machine['date']}, {machine['cores']} cores, Python {machine['python']}; the machine's load {load_average}.",
        "",
        "| | Rasa's starter | this bot | ratio | floor |",
        "| --- | --- | --- | --- | --- |",
        _row("training, s", found["training_seconds"]["starter"], found["training_seconds"]["ours"]),
        _row(
            "start to first answer, s",
            median(found["start_seconds"]["starter"]),
            median(found["start_seconds"]["ours"]),
        ),
        _row("memory after the load, MB", found["megabytes"]["starter"], found["megabytes"]["ours"]),
    ]
    for clients in load["ours"]:
        theirs, own, nothing = (load[name][clients] for name in ("starter", "ours", "floor"))
        for key, name in (("median", "median, ms"), ("p99", "99th percentile, ms"), ("a_second", "answers a second")):
            rows.append(_row(f"{clients} clients: {name}", theirs[key], own[key], nothing[key]))
    cited = load["ours"]["1"]["cited"]
    rows += ["", f"{cited:.0%} of this bot's answers had cited sources; the starter's are a sentence each.", ""]
    rows += ["| turn of one conversation | median, ms | against the first |", "| --- | --- | --- |"]
    rows += [f"| {turn} | {one:.1f} | {one / found['turns']['1']:.2f} |" for turn, one in found["turns"].items()]
    least = next(iter(found["statements"].values()))["median"]
    rows += ["", "| statements | median, ms | against the fewest | 99th percentile, ms |", "| --- | --- | --- | --- |"]
    for count, one in found["statements"].items():
        rows.append(f"| {int(count):,} | {one['median']:.1f} | {one['median'] / least:.2f} | {one['p99']:.1f} |")
    short, long = ([found["language"][f"{size}{key}"] for key in ("median", "p99")] for size in ("", "long_"))
    rows += [
        "",
        f"Understanding alone, on one core: median {short[0]:.1f} ms, 99th percentile {short[1]:.1f} ms; "
        f"a message of 3,900 characters {long[0]:.0f} ms ({long[1]:.0f} ms).",
    ]
    return rows


def _row(name: str, theirs: float, own: float, nothing: float | None = None) -> str:
    last = "" if nothing is None else f"{nothing:.1f}"
    return f"| {name} | {theirs:.1f} | {own:.1f} | {own / theirs:.2f} | {last} |"


def _plot_load(load: dict[str, dict[str, dict[str, float]]]) -> None:
    figure, both = pyplot.subplots(1, 2, figsize=(10, 4))
    for axes, (key, title) in zip(both, (("median", "median, ms"), ("a_second", "answers a second"))):
        for name, figures in load.items():
            axes.plot([int(clients) for clients in figures], [one[key] for one in figures.values()], "o-", label=name)
        axes.set(xlabel="clients", title=title, yscale="log")
        axes.legend()
    figure.savefig(_FOLDER / "load.png")
    pyplot.close(figure)


def _plot_lines(points: dict[str, float], label: str, file: str) -> None:
    figure, axes = pyplot.subplots(figsize=(6, 4))
    axes.plot([int(x) for x in points], list(points.values()), "o-")
    axes.set(xlabel=label, ylabel="median, ms", ylim=(0, None))
    figure.savefig(_FOLDER / file)
    pyplot.close(figure)
