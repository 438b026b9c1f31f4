"""Whole ways from what happened to a sentence, in Chinese: nothing English is left on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from drilltui.cloud.trouble import PROXY_PASSWORD, of_name
from drilltui.domain.errors import NotClean, ReadOnly, SeenOtherwise, Stopped, joined
from drilltui.domain.field import name_problem
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.leftover import Leftover, LeftoverKind
from drilltui.domain.preflight.decision import decision
from drilltui.domain.preflight.finding import PreflightFinding, Report
from drilltui.domain.preflight.group_rules import group_content
from drilltui.domain.preflight.judgement import some
from drilltui.domain.skew import skew_finding
from drilltui.domain.verdict import Verdict

ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    speak(CHINESE)
    yield
    speak(ENGLISH)


def test_an_error_and_its_remedy_are_chinese() -> None:
    assert str(ReadOnly()) == (
        "本次运行为只读：未发送任何请求。 如需更改，请不带 --readonly 启动，并使用允许更改的配置。"
    )


def test_what_happened_and_what_helps_are_two_chinese_sentences() -> None:
    assert joined("演练已不存在", "请重试。") == "演练已不存在。请重试。"
    assert joined("演练已不存在。", "请重试。") == "演练已不存在。 请重试。"


def test_a_stop_of_preflight_is_chinese_to_the_end() -> None:
    found = group_content(ProtectionGroup("g", "pg", "protected"))
    assert found is not None
    finding = PreflightFinding("保护组内容", found.verdict, found.seen, found.remedy)

    with pytest.raises(Stopped) as stopped:
        decision(Report((finding,), "f"), None, "")

    assert str(stopped.value) == (
        "预检阻止：保护组内容：没有受保护的对象。未发送任何请求。 请向保护组添加保护实例。"
    )


def test_what_has_changed_since_is_chinese() -> None:
    error = SeenOtherwise(["首次同步"], ["配额"])

    assert not ENGLISH_WORDS.search(str(error))
    assert error.what == "自您同意以来有变化：首次同步。 未能再次读取：配额。 没有发送任何请求。"


def test_a_leftover_is_called_by_its_kind_in_chinese() -> None:
    leftover = Leftover(LeftoverKind.PUBLIC_IP, "id-1", "80.1.2.3")

    assert leftover.called == "弹性公网IP 80.1.2.3"
    assert leftover.key == ("elastic IP", "id-1")  # what is stored stays as it is


def test_why_a_drill_is_not_clean_is_chinese() -> None:
    assert not ENGLISH_WORDS.search(str(NotClean(("演练仍在。",))))


def test_the_clock_is_told_in_chinese_under_its_own_subject() -> None:
    found = skew_finding(timedelta(minutes=17))

    assert (found.subject, found.verdict) == ("clock", Verdict.STOP)
    assert found.seen == "本机慢17分钟，最多允许15分钟"


def test_a_problem_of_a_field_and_a_list_of_names_are_chinese() -> None:
    problem = name_problem("x" * 65)

    assert problem is not None
    assert problem.text == "65字节，最多64"
    assert some(["a", "b", "c", "d"]) == "a、b、c等（另有1个）"


def test_what_is_wrong_on_the_way_is_a_chinese_sentence() -> None:
    assert PROXY_PASSWORD.sentence == "代理要求用户名和密码（407）。"
    assert of_name(OSError(), "h.example").sentence == "没有主机h.example。"
