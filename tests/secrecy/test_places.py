"""A secret that gets to any kind of place is found there: a check that cannot fail proves nothing.

The very scene of `test_no_secret_anywhere` runs a program that lets its secret get out.
"""

from __future__ import annotations

import pytest

from tests.secrecy.far_end import OPERATOR
from tests.secrecy.scene import APPS, Scene, as_user

LEAKY = APPS / "leaky.py"


def kinds_of_places(scene: Scene) -> set[str]:
    return {one.place.split()[0] for one in scene.sightings()}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("file", "file"),
        ("name of a file", "file"),
        ("log", "file"),
        ("standard output", "standard"),
        ("standard error", "standard"),
    ],
)
def test_what_a_command_leaves(place: str, kind: str, scene: Scene) -> None:
    assert scene.command(place, app=LEAKY, given={"GIVEN": scene.far["sk"]}).returncode == 0
    assert kinds_of_places(scene) == {kind}


@pytest.mark.parametrize("place", ["clipboard", "bytes of the terminal", "coloured text"])
def test_what_a_terminal_is_sent(place: str, scene: Scene) -> None:
    with scene.terminal(place, app=LEAKY, given={"GIVEN": scene.far["sk"]}) as terminal:
        terminal.end()
    assert kinds_of_places(scene) == {"terminal"}


def test_what_a_terminal_shows_is_found_though_it_came_cell_by_cell(scene: Scene) -> None:
    place = "picture of the terminal"
    with scene.terminal(place, app=LEAKY, given={"GIVEN": scene.far["sk"]}) as terminal:
        terminal.until(lambda: len("".join(terminal.text().split())) == len(scene.far["sk"]))
        terminal.type("\r")
        terminal.end()
    assert {one.place.split(", ")[-1] for one in scene.sightings()} == {"as shown"}


@pytest.mark.parametrize("place", ["arguments", "environ"])
def test_what_the_kernel_tells_of_a_child(place: str, scene: Scene) -> None:
    with scene.terminal(place, app=LEAKY, given={"GIVEN": scene.far["sk"]}) as terminal:
        scene.witness.until_seen("leaky-child")
        terminal.type("\r")
        terminal.end()
    assert {" ".join(one.place.split()[:3]) for one in scene.sightings()} == {
        f"{place} of leaky-child"
    }


def test_a_passcode_is_found_though_it_is_short(scene: Scene) -> None:
    digits = scene.far.passcode()
    assert scene.command("standard error", app=LEAKY, given={"GIVEN": digits}).returncode == 0
    assert kinds_of_places(scene) == {"standard"}


def test_a_token_is_found_though_it_is_cut_short(scene: Scene) -> None:
    scene.profile("password", *as_user(scene, OPERATOR))
    assert scene.command("groups", descriptor=scene.far["password"]).returncode == 0
    assert scene.sightings() == []
    token = scene.far.relay.tokens[-1]
    assert scene.command("log", app=LEAKY, given={"GIVEN": f"{token[:200]}..."}).returncode == 0
    assert kinds_of_places(scene) == {"file"}


def test_what_somebody_has_a_right_to_is_no_leak_elsewhere_it_is(scene: Scene) -> None:
    scene.write("home/notes", scene.far["sk"], "sk")
    assert scene.sightings() == []
    scene.write("home/copy", scene.far["sk"], "password")
    assert {one.secret for one in scene.sightings()} == {"sk"}
