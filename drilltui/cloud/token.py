"""A token of IAM: what proves for some hours who we are (IAM API, "Obtaining a User Token")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from drilltui.cloud import wire
from drilltui.cloud.answer import Answer
from drilltui.cloud.times import moment
from drilltui.domain.language import tr
from drilltui.domain.secret import Secret

RENEW_BEFORE = timedelta(minutes=30)
"""A token with less left is replaced: a drill must not meet its end halfway."""

STOPGAP = timedelta(minutes=5)
"""How long a token is used that by its times has no life: the clocks are wrong, not the token, and
each request would cost a password else. If it has ended, the gateway says so, and that is heeded.
"""


@dataclass(frozen=True, slots=True)
class Token:
    """`ends` and `renew_at` are times of this host's clock, however far that is off.

    `project_id` and `user_id` are what IAM told with it, empty when it told none.
    """

    value: Secret
    ends: datetime
    renew_at: datetime
    project_id: str = ""
    user_id: str = ""


def read_token(answer: Answer, now: datetime) -> Token:
    """Make a token of IAM's answer, got at `now`. Unreadable when the answer is none.

    How long it lives is the difference of two times of the cloud's clock, so that it does not
    matter what time it is here. A short-lived one is renewed at half of its life.
    """
    if not answer.token or not _is_plain(answer.token):
        raise answer.lacks(tr("the header X-Subject-Token"))
    told = wire.record(answer.record().get("token"))
    expires = moment(told.get("expires_at"))
    if expires is None:
        raise answer.lacks("token.expires_at")
    life = expires - (moment(told.get("issued_at")) or now)
    if life <= timedelta():
        life = STOPGAP
    ends = now + life
    return Token(
        answer.token,
        ends,
        ends - min(RENEW_BEFORE, life / 2),
        wire.text(wire.record(told.get("project")).get("id")),
        wire.text(wire.record(told.get("user")).get("id")),
    )


def _is_plain(token: Secret) -> bool:
    """True when `token` can be sent back in a header: base64 and a few signs, in fact."""
    return all("!" <= character <= "~" for character in token.reveal())
