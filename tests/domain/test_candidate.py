from drilltui.domain.candidate import Candidate, shortened
from drilltui.domain.credential import Keepsake
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import Profile
from drilltui.domain.secret import Secret


def candidate(kept: Keepsake) -> Candidate:
    return Candidate(Origin(OriginKind.FILE, "/f"), Profile("p"), kept)


def test_parts_are_named_and_no_value_is_shown() -> None:
    secrets = ("secret-value", "token-value", "password-value")
    kept = Keepsake("EXAMPLEACCESSKEY0001", *map(Secret, secrets))

    parts = candidate(kept).parts()
    assert parts == ("access key EXAM…0001", "secret key", "security token", "password")
    assert not any(secret in repr(candidate(kept)) for secret in secrets)
    assert candidate(Keepsake()).parts() == ()


def test_whole_is_a_key_with_its_secret_or_a_password() -> None:
    assert candidate(Keepsake("ak", Secret("sk"))).whole
    assert candidate(Keepsake(password=Secret("p"))).whole
    assert not candidate(Keepsake("ak")).whole
    assert not candidate(Keepsake(sk=Secret("sk"))).whole


def test_a_short_key_is_not_shown_by_its_ends() -> None:
    assert shortened("SHORTKEY") == "…"
