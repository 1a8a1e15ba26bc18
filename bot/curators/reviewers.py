"""Who may use the curators' page: names and hashed passwords in one file, with the secret that signs forms."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import NetGuideError

SHORTEST_PASSWORD = 12

_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}


class ReviewersError(NetGuideError):
    """The file of reviewers is missing, broken or cannot take what was given."""


@dataclass(frozen=True)
class Reviewer:
    """Somebody who may take review steps; a clinician's publishing signs the statement."""

    name: str
    clinician: bool
    salt: str
    password: str

    @property
    def proof(self) -> str:
        """Changes with the password, so that a new one ends the sessions of the old one."""
        return hashlib.sha256(self.password.encode()).hexdigest()[:16]

    def knows(self, password: str) -> bool:
        """Whether this is the password; takes as long where it is not."""
        return hmac.compare_digest(_hashed(password, self.salt), self.password)


NOBODY = Reviewer("", False, base64.b64encode(b"no salt of anyone").decode(), "no hash")
"""In the place of an unknown name, so that it takes as long to refuse as a known one."""


@dataclass(frozen=True)
class Reviewers:
    """All that the file holds."""

    secret: str
    reviewers: tuple[Reviewer, ...]

    @classmethod
    def read(cls, path: Path) -> Reviewers:
        """The reviewers in ``path``.

        Raises:
            ReviewersError: where there are none to read.
        """
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            return cls(held["secret"], tuple(Reviewer(**one) for one in held["reviewers"]))
        except FileNotFoundError:
            raise ReviewersError(
                "The curators' page is off: nobody may use it. Run `netguide curate add-reviewer NAME` first."
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReviewersError(f"The file of reviewers {path} cannot be read: {error}") from error

    def find(self, name: str) -> Reviewer | None:
        """The reviewer of this name."""
        return next((one for one in self.reviewers if one.name == name), None)

    def check(self, name: str, password: str) -> Reviewer | None:
        """The reviewer with this name and password."""
        found = self.find(name)
        return found if (found or NOBODY).knows(password) and found else None


def add_reviewer(path: Path, name: str, password: str, clinician: bool) -> None:
    """Add a reviewer to the file, or give one a new password; makes the file where there is none.

    Raises:
        ReviewersError: where the name or the password will not do.
    """
    if not name.strip() or name != name.strip() or not name.isprintable():
        raise ReviewersError("A name needs at least one letter, and no blanks around it.")
    if len(password) < SHORTEST_PASSWORD:
        raise ReviewersError(f"A password needs {SHORTEST_PASSWORD} characters or more.")
    old = Reviewers.read(path) if path.exists() else Reviewers(secrets.token_hex(32), ())
    salt = base64.b64encode(secrets.token_bytes(16)).decode()
    new = Reviewer(name, clinician, salt, _hashed(password, salt))
    others = [one for one in old.reviewers if one.name != name]
    held = {"secret": old.secret, "reviewers": [asdict(one) for one in (*others, new)]}
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    # Nobody else may read it, not even for the moment in which it is written.
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(held, file, indent=1)
    beside.replace(path)


def _hashed(password: str, salt: str) -> str:
    made = hashlib.scrypt(password.encode(), salt=base64.b64decode(salt), **_COST)
    return base64.b64encode(made).decode()
