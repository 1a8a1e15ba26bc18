"""Figures for Prometheus, on a port of their own that no proxy passes on."""

from __future__ import annotations

from prometheus_client import Counter, Histogram, start_http_server

_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)

answers = Counter(
    "netguide_answers",
    "Messages by the kind of their answer: not_covered is a fallback, emergency and crisis a danger, error a failure.",
    ["channel", "kind"],
)
seconds = Histogram("netguide_answer_seconds", "From a message to its answer.", ["channel"], buckets=_SECONDS)
intents = Counter("netguide_intents", "Messages by what they were understood to ask.", ["intent"])


def answered(channel: str, kind: str, took: float) -> None:
    """Count an answer."""
    answers.labels(channel, kind).inc()
    seconds.labels(channel).observe(took)


def understood(intent: str) -> None:
    """Count what a message asks. Intents are those of domain.yml, so that their number is bounded."""
    intents.labels(intent).inc()


def serve_metrics(port: int) -> None:
    """Serve them on the loopback interface; 0 for not at all."""
    if port:
        start_http_server(port, addr="127.0.0.1")
