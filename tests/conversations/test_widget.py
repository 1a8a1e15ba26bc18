"""The web chat's widget in a browser, with the real bot; what it must do is in web/test/bot.browser.test.ts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.conversations.conftest import Bot

WEB = ROOT / "web"
NEEDED = {
    "Node": Path(shutil.which("npm") or "/usr/bin/npm"),
    "Chromium": Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")),
    "web/node_modules (npm ci)": WEB / "node_modules",
}


def test_the_widget_in_a_browser(bot: Bot) -> None:
    missing = [name for name, path in NEEDED.items() if not path.exists()]
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"no {', '.join(missing)}")
    done = subprocess.run(
        ["npm", "test", "--silent"],
        cwd=WEB,
        env={**os.environ, "NETGUIDE_TEST_SERVER": bot.address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
