from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from drilltui.ui.app import DrillApp
from drilltui.ui.keys import EVERYWHERE, SCOPES, keys_of
from drilltui.ui.screens.checklist import ChecklistScreen
from drilltui.ui.screens.cleanup import CleanupScreen
from drilltui.ui.screens.clearing import ClearingScreen
from drilltui.ui.screens.closing import ClosingScreen
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.screens.delete import DeleteScreen
from drilltui.ui.screens.drill import DrillScreen
from drilltui.ui.screens.drill_form import DrillFormScreen
from drilltui.ui.screens.drills import DrillsScreen
from drilltui.ui.screens.exercise import ExerciseScreen
from drilltui.ui.screens.explain import ExplainScreen
from drilltui.ui.screens.group import GroupScreen
from drilltui.ui.screens.groups import GroupsScreen
from drilltui.ui.screens.guide import GuideScreen
from drilltui.ui.screens.guide_tick import GuideTickScreen
from drilltui.ui.screens.help import Help
from drilltui.ui.screens.left import LeftScreen
from drilltui.ui.screens.lesson import LessonScreen
from drilltui.ui.screens.monitor import MonitorScreen
from drilltui.ui.screens.override import OverrideScreen
from drilltui.ui.screens.overview import OverviewScreen
from drilltui.ui.screens.paper import PaperScreen
from drilltui.ui.screens.passcode import PasscodeScreen
from drilltui.ui.screens.preflight import PreflightScreen
from drilltui.ui.screens.probe import ProbeScreen
from drilltui.ui.screens.profiles import ProfilesScreen
from drilltui.ui.screens.reason import ReasonScreen
from drilltui.ui.screens.records import RecordsScreen
from drilltui.ui.screens.remark import RemarkScreen
from drilltui.ui.screens.rename import RenameScreen
from drilltui.ui.screens.requests import RequestsScreen
from drilltui.ui.screens.settle import SettleScreen
from drilltui.ui.screens.sign_in import SignInScreen
from drilltui.ui.screens.text import TextScreen
from drilltui.ui.screens.welcome import WelcomeScreen

SCREENS: tuple[type[Screen[Any]], ...] = (
    ChecklistScreen,
    CleanupScreen,
    ClearingScreen,
    ClosingScreen,
    ConfirmScreen,
    DeleteScreen,
    DrillFormScreen,
    DrillScreen,
    DrillsScreen,
    ExerciseScreen,
    ExplainScreen,
    GroupScreen,
    GroupsScreen,
    GuideScreen,
    GuideTickScreen,
    Help,
    LeftScreen,
    LessonScreen,
    MonitorScreen,
    OverviewScreen,
    OverrideScreen,
    PaperScreen,
    PasscodeScreen,
    PreflightScreen,
    ProbeScreen,
    ProfilesScreen,
    ReasonScreen,
    RecordsScreen,
    RemarkScreen,
    RenameScreen,
    RequestsScreen,
    SettleScreen,
    SignInScreen,
    TextScreen,
    WelcomeScreen,
)


def scope_of(screen: type[Screen[Any]]) -> str:
    return str(vars(screen)["SCOPE"])


def test_every_scope_is_a_screen() -> None:
    assert {scope_of(screen) for screen in SCREENS} | {EVERYWHERE} == set(SCOPES)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_key_of_the_registry_does_something_on_its_screen(
    screen: type[Screen[Any]],
) -> None:
    dead = [
        entry.id
        for entry in keys_of(scope_of(screen))
        if entry.bound and not hasattr(screen, f"action_{entry.action}")
    ]
    assert dead == []


def test_every_key_of_everywhere_does_something() -> None:
    actions = [entry.action for entry in keys_of(EVERYWHERE)]
    assert [action for action in actions if not hasattr(DrillApp, f"action_{action}")] == []
