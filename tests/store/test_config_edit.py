from __future__ import annotations

import string
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.plain_text import plain
from drilltui.domain.profile import SERVICES, AuthMethod, Profile
from drilltui.store.config_edit import NotEditable, with_profile, without_profile
from drilltui.store.config_file import ConfigFile

IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
HUMAN = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "M")), min_size=1, max_size=20
).filter(lambda text: text.isprintable())
PROFILES = st.builds(
    Profile,
    name=st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=32),
    region=st.sampled_from(["", "eu-de", "xx-north-1"]),
    cloud=st.sampled_from(["", "otc.t-systems.com"]),
    auth=st.sampled_from(AuthMethod),
    project_id=st.just("") | IDS,
    user=st.just("") | HUMAN,
    domain=st.just("") | HUMAN,
    user_id=st.just("") | IDS,
    passcode=st.booleans(),
    readonly=st.booleans(),
    rto_minutes=st.none() | st.integers(1, 100_000),
    ca_file=st.just("") | HUMAN.map("/etc/{}".format),
    endpoints=st.dictionaries(
        st.sampled_from(SERVICES), st.sampled_from(["https://a.example", "http://127.0.0.1:80"])
    ),
)


def plainly(profile: Profile) -> bool:
    return all(plain(one) == one for one in (profile.user, profile.domain, profile.ca_file))


@given(profiles=st.lists(PROFILES.filter(plainly), min_size=1, max_size=5), drop=st.integers(0, 4))
def test_saved_and_loaded_is_the_same_and_comments_stay(profiles: list[Profile], drop: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_text("# the head\n\n")
        file, expected = ConfigFile(path), dict[str, Profile]()
        for number, profile in enumerate(profiles):
            expected[profile.name] = profile
            file.save(profile, default=not number)
            with path.open("a") as text:
                text.write(f"# comment {number}\n")
        loaded = file.load()
        assert {name: one.profile for name, one in loaded.profiles.items()} == expected
        assert loaded.default_profile == profiles[0].name

        gone = profiles[drop % len(profiles)].name
        assert file.remove(gone)
        del expected[gone]
        loaded = file.load()
        assert {name: one.profile for name, one in loaded.profiles.items()} == expected

        said = path.read_text()
        comments = ["# the head", *(f"# comment {n}" for n in range(len(profiles)))]
        assert [line for line in said.splitlines() if line.startswith("#")] == comments


BEFORE = """# head
default_profile = 'a'   # usual

[profiles.a] # first
region = 'eu-de'  # here
# leads over

[profiles.a.endpoints]
sdrs = "sdrs.example"   # ours
# the test place
[profiles.b]
    region = "eu-nl"

[profiles.c]
region = "eu-nl"
endpoints = { ecs = "ecs.example" } # in one line
"""


@pytest.mark.parametrize(
    ("name", "key", "value", "line", "becomes"),
    [
        ("a", "region", "xx-1", "'eu-de'  # here", '"xx-1"  # here'),
        ("a", "readonly", True, "# here\n", "# here\nreadonly = true\n"),
        ("a", "endpoints.vpc", "v.example", "# ours\n", '# ours\nvpc = "v.example"\n'),
        ("a", "endpoints.sdrs", None, 'sdrs = "sdrs.example"   # ours\n', ""),
        ("a", "region", None, "region = 'eu-de'  # here\n", ""),
        ("b", "region", "xx-1", '    region = "eu-nl"', '    region = "xx-1"'),
        (
            "c",
            "endpoints.iam",
            "i.example",
            '"ecs.example" }',
            '"ecs.example", iam = "i.example"}',
        ),
    ],
)
def test_one_change_is_one_change_of_the_text(
    name: str, key: str, value: str | bool | None, line: str, becomes: str
) -> None:
    assert with_profile(BEFORE, name, {key: value}, default=False) == BEFORE.replace(
        line, becomes, 1
    )


def test_line_ends_of_another_system_stay() -> None:
    text = BEFORE.replace("\n", "\r\n")
    changed = with_profile(text, "a", {"region": "xx-1"}, default=False)

    assert changed == text.replace("'eu-de'", '"xx-1"')


def test_a_table_in_one_line_stays_in_one_line() -> None:
    text = "profiles = { a = { region = 'eu-de' } }\n"
    changed = with_profile(text, "b", {"region": "eu-nl"}, default=False)

    assert tomllib.loads(changed)["profiles"]["b"] == {"region": "eu-nl"}
    assert changed.count("\n") == 1


def test_a_profile_in_one_line_gets_its_addresses_there_too() -> None:
    text = "profiles = { a = { region = 'eu-de' }, b = { region = 'eu-nl' } }\n"
    changed = with_profile(text, "a", {"endpoints.sdrs": "s.example"}, default=False)
    assert tomllib.loads(changed)["profiles"]["a"]["endpoints"] == {"sdrs": "s.example"}
    assert changed.count("\n") == 1

    assert tomllib.loads(without_profile(text, "a")) == {"profiles": {"b": {"region": "eu-nl"}}}


def test_an_address_that_was_never_there_is_not_taken_out() -> None:
    text = "[profiles.a]\nregion = 'eu-de'\n"
    assert with_profile(text, "a", {"endpoints.sdrs": None}, default=False) == text


def test_tables_out_of_order() -> None:
    text = "[profiles.a]\nregion = 'x-1'\n[profiles.b]\n[profiles.a.endpoints]\nsdrs = 's'\n"
    for name in ("a", "b", "new"):
        changed = with_profile(text, name, {"region": "eu-nl"}, default=True)
        assert tomllib.loads(changed)["profiles"][name]["region"] == "eu-nl"


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_removing_keeps_every_comment_that_leads_over(name: str) -> None:
    changed = without_profile(BEFORE, name)

    assert name not in tomllib.loads(changed)["profiles"]
    assert "# head" in changed
    assert "# the test place" in changed
    assert ("default_profile" in changed) == (name != "a")


def test_what_cannot_be_changed_without_harm_is_not_changed() -> None:
    text = "profiles.a.region = 'x'\nprofiles.a.auth = 'aksk'\n"
    with pytest.raises(NotEditable):
        with_profile(text, "a", {"endpoints.sdrs": "s.example"}, default=False)


def test_a_library_that_stumbles_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_: str) -> NoReturn:
        raise AttributeError

    monkeypatch.setattr(tomlkit, "parse", stumble)
    with pytest.raises(NotEditable):
        without_profile(BEFORE, "a")


def test_the_private_name_of_the_library_that_is_leant_on() -> None:
    document = tomlkit.parse("a = 1\n# c\n")
    document._insert_after("a", "b", 2)

    assert document.as_string() == "a = 1\nb = 2\n# c\n"
