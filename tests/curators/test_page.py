"""The curators' page over HTTP: who gets in, which forms are taken, and what a step does."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient
from typer.testing import CliRunner

from bot.commands.curate import curate_app
from bot.content.entries import Status
from bot.curators import tries
from bot.curators.reviewers import Reviewers, ReviewersError, add_reviewer
from bot.curators.tries import MOST_OF_A_NAME, MOST_OF_AN_ADDRESS, Tries
from bot.settings import ROOT, Settings
from tests.curators.conftest import HERE, PASSWORD, World, app
from tests.served import free_port, wait_for

STATEMENT = "/review/cause-is-cold"
PAGES = (
    "/",
    "/due",
    "/asked",
    STATEMENT,
    "/statement-row/list",
    "/source-row/list",
    "/source-row/details/handbook",
    "/concept-row/list",
    "/review-row/list",
)


def status(world: World, name: str = "cause-is-cold") -> Status:
    found = world.reviews.statement(name)
    assert found
    return found.status


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_those_who_are_signed_in(world: World, path: str) -> None:
    asked = world.visit().get(path)
    assert (asked.status_code, asked.headers["location"]) == (303, "/curators/login")
    seen = world.signed_in().get(path)
    assert seen.status_code == 200
    assert "<h1" in seen.text
    assert "toni" in seen.text


@pytest.mark.parametrize("path", ["/statement-row/ajax/lookup?name=x&term=y", "/statement-row/export/csv", "/nothing"])
def test_nothing_of_the_library_is_open(world: World, path: str) -> None:
    assert world.visit().get(path).status_code == 303


def test_pages_carry_headers_that_bind_the_browser(world: World) -> None:
    headers = world.signed_in().get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_cookie_is_of_this_page_alone(world: World) -> None:
    cookie = world.visit().sign_in().headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert "path=/curators" in cookie
    assert "secure" not in cookie


def test_behind_https_the_cookie_is_secure_and_the_origin_is_fixed(settings: Settings) -> None:
    origin = "https://curators.example.org"
    behind_proxy = app(dataclasses.replace(settings, curators_origin=origin))
    # The proxy speaks plain HTTP to the page, and keeps the host.
    client = TestClient(behind_proxy, base_url="http://curators.example.org", follow_redirects=False)
    assert "secure" in client.get("/curators/login").headers["set-cookie"].lower()
    page = client.get("/curators/login").text
    assert f'action="{origin}/curators/login"' in page
    assert "http://" not in page
    form = {"username": "toni"}
    assert "not of your session" in client.post("/curators/login", data=form, headers={"Origin": origin}).text
    assert "another site" in client.post("/curators/login", data=form, headers={"Origin": HERE}).text


@pytest.mark.parametrize(("name", "password"), [("toni", "wrong"), ("nobody", PASSWORD), ("", ""), ("toni", "")])
def test_a_wrong_name_or_password_gets_nobody_in(world: World, name: str, password: str) -> None:
    visit = world.visit()
    refused = visit.sign_in(name, password)
    assert refused.status_code == 401
    assert "Name or password is wrong" in refused.text
    assert visit.get("/").status_code == 303


def test_after_too_many_tries_the_right_password_waits_too(world: World) -> None:
    visit = world.visit()
    for _ in range(MOST_OF_A_NAME):
        assert visit.sign_in(password="wrong").status_code == 401
    assert visit.sign_in().status_code == 429
    assert visit.sign_in("Dr. Toe").status_code == 303


def test_tries_are_counted_by_address_too_and_forgotten() -> None:
    now = 0.0
    counted = Tries(lambda: now)
    for number in range(MOST_OF_AN_ADDRESS):
        assert counted.allowed(f"name {number}", "here")
        counted.failed(f"name {number}", "here")
    assert not counted.allowed("somebody", "here")
    assert counted.allowed("somebody", "there")
    now = tries.SECONDS + 1.0
    assert counted.allowed("somebody", "here")


def test_signing_out_takes_a_form(world: World) -> None:
    visit = world.signed_in()
    visit.get("/logout")
    assert visit.get("/").status_code == 200
    assert visit.post("/sign-out", visit.fields("/")).status_code == 303
    assert visit.get("/").status_code == 303


def test_a_new_password_ends_the_sessions_of_the_old_one(world: World) -> None:
    visit = world.signed_in()
    add_reviewer(world.settings.reviewers, "toni", "another long password", clinician=False)
    assert visit.get("/").status_code == 303


def test_who_is_taken_from_the_file_is_out(world: World) -> None:
    visit = world.signed_in()
    held = json.loads(world.settings.reviewers.read_text())
    held["reviewers"] = [one for one in held["reviewers"] if one["name"] != "toni"]
    world.settings.reviewers.write_text(json.dumps(held))
    assert visit.get("/").status_code == 303


def test_the_way_to_publishing_changes_what_readers_see(world: World) -> None:
    visit = world.signed_in()
    assert visit.send(STATEMENT, step="in_review", note="New guideline.").status_code == 303
    assert world.store.statements(["cause-is-cold"]) == []
    done = visit.send(STATEMENT, step="published", note="Read.", next_review="2099-05-01")
    assert done.status_code == 303
    page = visit.client.get(done.headers["location"]).text
    assert "Done: it is published now." in page
    assert "New guideline." in page
    (statement,) = world.store.statements(["cause-is-cold"])
    assert statement.reviewer is None


def test_a_clinicians_publishing_signs(world: World) -> None:
    visit = world.signed_in("Dr. Toe")
    visit.send(STATEMENT, step="due", note="Time.")
    visit.send(STATEMENT, step="published", note="Read.", next_review="2099-05-01")
    (statement,) = world.store.statements(["cause-is-cold"])
    assert statement.reviewer == "Dr. Toe"


@pytest.mark.parametrize("token", ["", "forged", None])
def test_a_form_without_its_token_changes_nothing(world: World, token: str | None) -> None:
    visit = world.signed_in()
    fields = {**visit.fields(STATEMENT), "step": "retired", "note": "Gone."}
    fields.pop("form_token")
    refused = visit.post(STATEMENT, fields if token is None else {**fields, "form_token": token})
    assert refused.status_code == 403
    assert "Nothing was changed" in refused.text
    assert status(world) is Status.PUBLISHED


def test_the_token_of_somebody_else_changes_nothing(world: World) -> None:
    theirs = world.signed_in("Dr. Toe").fields(STATEMENT)
    assert world.signed_in().post(STATEMENT, {**theirs, "step": "retired", "note": "Gone."}).status_code == 403
    assert status(world) is Status.PUBLISHED


def test_a_token_signed_with_another_secret_changes_nothing(world: World) -> None:
    visit = world.signed_in()
    forged = URLSafeTimedSerializer("guess", salt="form of the curators' page").dumps("mark")
    fields = {**visit.fields(STATEMENT), "form_token": forged, "step": "retired", "note": "Gone."}
    assert visit.post(STATEMENT, fields).status_code == 403


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None, "http://testserver.example", "http://["])
def test_a_form_from_elsewhere_changes_nothing(world: World, origin: str | None) -> None:
    refused = world.signed_in().send(STATEMENT, origin, step="retired", note="Gone.")
    assert refused.status_code == 403
    assert "another site" in refused.text
    assert status(world) is Status.PUBLISHED


def test_a_form_that_is_none_or_too_large_changes_nothing(world: World) -> None:
    visit = world.signed_in()
    path = f"/curators{STATEMENT}"
    assert visit.client.post(path, json={"step": "retired"}, headers={"Origin": HERE}).status_code == 415
    assert visit.send(STATEMENT, step="retired", note="x" * 70_000).status_code == 413
    assert status(world) is Status.PUBLISHED


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_taken(world: World, method: str) -> None:
    visit = world.signed_in()
    asked = visit.client.request(method, "/curators/statement-row/delete?pks=cause-is-cold", headers={"Origin": HERE})
    assert asked.status_code == 405
    assert status(world) is Status.PUBLISHED


@pytest.mark.parametrize("kind", ["statement-row", "source-row", "concept-row", "review-row"])
def test_the_librarys_own_forms_are_off(world: World, kind: str) -> None:
    visit = world.signed_in()
    fields = {**visit.fields("/"), "text": "Other words."}
    for path in (f"/{kind}/create", f"/{kind}/edit/cause-is-cold"):
        assert visit.get(path).status_code == 403
        assert visit.post(path, fields).status_code == 403
    assert visit.get(f"/{kind}/export/csv").status_code == 403
    assert visit.get(f"/{kind}/delete?pks=cause-is-cold").status_code == 405


def test_a_second_reviewers_step_is_refused_and_the_note_stays(world: World) -> None:
    first, second = world.signed_in(), world.signed_in("Dr. Toe")
    open_form = second.fields(STATEMENT)
    first.send(STATEMENT, step="in_review", note="The source was withdrawn.")
    note = 'Long & careful <thought> "kept"'
    refused = second.post(STATEMENT, {**open_form, "step": "due", "note": note})
    assert refused.status_code == 409
    assert "toni" in refused.text
    assert "The source was withdrawn." in refused.text
    assert "Long &amp; careful &lt;thought&gt; &#34;kept&#34;</textarea>" in refused.text
    assert status(world) is Status.IN_REVIEW
    # The page that told so carries the version of now: deciding again takes one click.
    assert second.send(STATEMENT, step="retired", note=note).status_code == 303
    assert status(world) is Status.RETIRED


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"step": "published", "note": "Kept."}, "From in_review"),
        ({"step": "nonsense", "note": "Kept."}, "Choose a step"),
        ({"note": "Kept."}, "Choose a step"),
        ({"step": "retired", "note": " "}, "Write a note"),
    ],
)
def test_a_step_against_the_rules_is_refused_and_the_note_stays(
    world: World, fields: dict[str, str], reason: str
) -> None:
    visit = world.signed_in()
    refused = visit.send(STATEMENT, **fields)
    assert refused.status_code == 422
    assert reason.replace("in_review", "") in refused.text
    assert f">{fields['note']}</textarea>" in refused.text
    assert status(world) is Status.PUBLISHED


@pytest.mark.parametrize("day", ["", "2020-01-01", "soon"])
def test_publishing_wants_a_day_to_come(world: World, day: str) -> None:
    visit = world.signed_in()
    visit.send(STATEMENT, step="due", note="Time.")
    assert visit.send(STATEMENT, step="published", note="Read.", next_review=day).status_code == 422
    assert status(world) is Status.DUE


def test_a_statement_that_is_not_there(world: World) -> None:
    visit = world.signed_in()
    assert visit.get("/review/nothing").status_code == 404
    fields = {**visit.fields("/"), "step": "due", "note": "?", "version": "x"}
    assert visit.post("/review/nothing", fields).status_code == 404


def test_the_pages_show_what_they_are_for(world: World) -> None:
    visit = world.signed_in()
    visit.send(STATEMENT, step="due", note="A note to find.")
    assert "The cause is cold." in visit.get("/due").text
    assert "A note to find." in visit.get("/review-row/list").text
    assert "turning blue" in visit.get("/concept-row/list").text
    assert "Toe Society" in visit.get("/source-row/list").text
    found = visit.get("/statement-row/list?search=cause-is-cold").text
    assert "/curators/review/cause-is-cold" in found
    assert "toe-is-blue" not in found


def test_without_reviewers_the_page_is_off(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(ReviewersError, match="add-reviewer"):
        app(dataclasses.replace(settings, reviewers=tmp_path / "none.json"))


def test_reviewers_are_added_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "reviewers.json"
    monkeypatch.setenv("NETGUIDE_REVIEWERS", str(path))
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    added = CliRunner().invoke(curate_app, ["add-reviewer", "sam", "--clinician"], input=typed)
    assert added.exit_code == 0, added.output
    assert path.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in path.read_text()
    found = Reviewers.read(path).check("sam", PASSWORD)
    assert found
    assert found.clinician


@pytest.mark.parametrize(("name", "password"), [("sam", "short"), (" ", PASSWORD), ("a\nb", PASSWORD)])
def test_a_weak_password_or_an_odd_name_is_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(ReviewersError):
        add_reviewer(tmp_path / "reviewers.json", name, password, clinician=False)
    assert not (tmp_path / "reviewers.json").exists()


def test_the_command_serves_the_page(settings: Settings, tmp_path: Path) -> None:
    """In a process of its own, as a site runs it."""
    port = free_port()
    environment = {
        **os.environ,
        "NETGUIDE_CONTENT_URL": settings.content_url,
        "NETGUIDE_CONVERSATIONS_URL": settings.conversations_url,
        "NETGUIDE_REVIEWERS": str(settings.reviewers),
    }
    command = [sys.executable, "-m", "bot", "curate", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("w") as written:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=written, stderr=written)
        try:
            wait_for(f"http://127.0.0.1:{port}/curators/login", process, log)
        finally:
            process.terminate()
            process.wait(30)
