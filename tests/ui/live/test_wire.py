"""What may stand between a person and the cloud: each told by its own sentence, with what helps."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from drilltui.sandbox.embedded import Access
from tests.sandbox.cloud import own_scenario
from tests.served import Host, served
from tests.ui.live.conftest import host_of
from tests.ui.live.terminal import Terminal

NOT_TRUSTED = "The certificate of 127.0.0.1 is not trusted: "
WANTED = "The proxy wants a user name and a password (407)."


@pytest.fixture(scope="module")
def closed() -> Iterator[Access]:
    """The sandbox over HTTPS, with an authority of its own, and a proxy that wants a password."""
    with served("doors", "--tls", "--proxy") as access:
        yield access


@pytest.fixture
def behind(tmp_path: Path, closed: Access) -> Host:
    """A host whose profile trusts that authority."""
    host = host_of(tmp_path, closed)
    host.secrets = [urlsplit(closed.proxy).password or ""]
    host.write("aksk", f'{host.project}ca_file = "{closed.ca_file}"\n')
    return host


def keyed(host: Host, **more: str) -> Mapping[str, str]:
    """The environment of a person who has set the sandbox's key, and more."""
    return {**host.environ, **host.key, **more}


def leave(terminal: Terminal, host: Host) -> None:
    """Leave from a list; nothing that was seen or written holds a secret."""
    host.hides({"terminal": terminal.leave()})


# -- certificates


def test_an_authority_of_its_own_is_not_trusted_before_it_is_named(
    tmp_path: Path, closed: Access
) -> None:
    host = host_of(tmp_path, closed)
    host.write("aksk", host.project)
    with Terminal(environ=host.environ) as terminal:
        terminal.says("No access key was found")
        terminal.fill("Access key", closed.ak)
        terminal.fill("Secret key", closed.sk)
        terminal.check()
        terminal.says(f"! stop network {NOT_TRUSTED}")
        terminal.says("name the file with its certificate: ca_file in the profile")
        terminal.fill("CA file", closed.ca_file)
        terminal.check()
        terminal.keep("this run's memory")
        leave(terminal, host)
    config = host.home / ".config" / "drilltui" / "config.toml"
    assert f'ca_file = "{closed.ca_file}"' in config.read_text()


def test_without_the_authority_the_screens_say_so_and_send_nothing(
    tmp_path: Path, closed: Access
) -> None:
    host = host_of(tmp_path, closed)
    host.write("aksk", host.project)
    with Terminal(environ=keyed(host)) as terminal:
        terminal.says(f"Could not read the protection groups. {NOT_TRUSTED}")
        terminal.says("ca_file in the profile, or SSL_CERT_FILE.")
        (row,) = terminal.open_requests("/v1/")
        assert " no answer " in row
        terminal.back_from_requests()
        leave(terminal, host)


def test_with_the_authority_in_the_profile_the_groups_come(behind: Host) -> None:
    with Terminal(environ=keyed(behind)) as terminal:
        terminal.says("pg-payments")
        leave(terminal, behind)


# -- proxies


def test_a_proxy_that_knows_us_leads_to_the_cloud(behind: Host, closed: Access) -> None:
    with Terminal(environ=keyed(behind, HTTPS_PROXY=closed.proxy)) as terminal:
        terminal.says("pg-payments")
        terminal.open_requests("server-groups")
        terminal.press("enter")
        terminal.says("ANSWER 200")
        terminal.press("ctrl+q")
        behind.hides({"terminal": terminal.left()})


@pytest.mark.parametrize("password", ["", "wrong-proxy-password"], ids=["none", "wrong"])
def test_a_proxy_s_407_is_told_as_its_own(password: str, behind: Host, closed: Access) -> None:
    way = urlsplit(closed.proxy)
    who = f"{way.username}:{password}@" if password else ""
    behind.secrets = [*behind.secrets, *filter(None, [password])]
    proxy = f"http://{who}{way.hostname}:{way.port}"
    with Terminal(environ=keyed(behind, HTTPS_PROXY=proxy)) as terminal:
        terminal.says(f"Could not read the protection groups. {WANTED}")
        terminal.says("Put them into HTTPS_PROXY: http://user:password@proxy:port.")
        assert "Not signed in" not in terminal.text()
        assert "401" not in terminal.text()
        leave(terminal, behind)


def test_the_cloud_s_401_through_a_proxy_is_the_cloud_s(behind: Host, closed: Access) -> None:
    wrong = "wrong-secret-key-of-this-test-000000002"
    behind.secrets = [*behind.secrets, wrong]
    environ = keyed(behind, HTTPS_PROXY=closed.proxy, HUAWEICLOUD_SDK_SK=wrong)
    with Terminal(environ=environ) as terminal:
        terminal.says("Could not read the protection groups. APIGW.0301:")
        terminal.says("Check the access key and its secret.")
        assert not re.search(r"\b407\b", terminal.text())  # an id may have these figures
        assert "proxy" not in terminal.text().lower()
        leave(terminal, behind)


def test_no_proxy_goes_without_it(behind: Host) -> None:
    environ = keyed(behind, HTTPS_PROXY="http://127.0.0.1:9", NO_PROXY="127.0.0.1")
    with Terminal(environ=environ) as terminal:
        terminal.says("pg-payments")
        leave(terminal, behind)


# -- clocks


@pytest.fixture(scope="module")
def ahead() -> Iterator[Access]:
    """A gateway whose clock is 17 minutes ahead of this host's."""
    with served("doors", "--skew", "17") as access:
        yield access


def test_a_clock_that_is_behind_is_told_for_a_key_as_the_reason(
    tmp_path: Path, ahead: Access
) -> None:
    host = host_of(tmp_path, ahead)
    host.write("aksk", host.project)
    with Terminal(environ=keyed(host)) as terminal:
        terminal.says("Could not read the protection groups. APIGW.0301:")
        terminal.says("This host is 17 min behind, 15 min are allowed.")
        assert "wrong signatures" not in terminal.text()
        leave(terminal, host)


def test_a_clock_that_is_behind_is_told_for_a_password_though_it_works(
    tmp_path: Path, ahead: Access
) -> None:
    host = host_of(tmp_path, ahead)
    host.write("password", host.project + host.login)
    with Terminal(environ=host.environ) as terminal:
        terminal.says("No password was found")
        terminal.fill("Password", ahead.password)
        terminal.check()
        terminal.says("clock this host is 17 min behind")
        terminal.says("+ ok password accepted")
        terminal.keep("this run's memory")
        leave(terminal, host)


# -- somebody else, or nobody


@pytest.mark.parametrize(
    ("portal", "said"),
    [
        ("page", "Guest network: please log in"),
        ("redirect", "it sends us to http://127.0.0.1:"),
    ],
)
def test_a_captive_portal_is_told_by_its_own_words(portal: str, said: str, tmp_path: Path) -> None:
    with served(own_scenario(tmp_path, f'[network]\nportal = "{portal}"')) as access:
        host = host_of(tmp_path / "home", access)
        host.write("aksk", host.project)
        with Terminal(environ=keyed(host)) as terminal:
            terminal.says("Could not read the protection groups.")
            terminal.says(said)
            assert "Not signed in" not in terminal.text()
            leave(terminal, host)


def test_where_nobody_listens_the_screen_can_be_left_while_it_tries(host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        host.sdrs = f"http://127.0.0.1:{taken.getsockname()[1]}"
    host.write("aksk", host.project)
    with Terminal(environ=keyed(host)) as terminal:
        terminal.says("127.0.0.1 refused the connection. Trying again ...")
        terminal.press("@")
        terminal.says("no answer")
        terminal.press("enter")
        terminal.says("127.0.0.1 refused the connection.")
        terminal.press("ctrl+q")
        host.hides({"terminal": terminal.left()})


def test_a_name_that_does_not_exist_is_no_place_of_the_service(host: Host) -> None:
    host.sdrs = "https://sdrs.nowhere.invalid"
    host.write("aksk", host.project)
    with Terminal(environ=keyed(host), app="nameless.py") as terminal:
        terminal.says("SDRS is not offered at sdrs.nowhere.invalid: there is no host of this name.")
        terminal.says("Check region and endpoint; else this host's DNS, or whether a proxy is")
        leave(terminal, host)


def test_a_region_without_the_service_is_told_so(tmp_path: Path) -> None:
    with served(own_scenario(tmp_path, "[gateway]\noffered = false")) as access:
        host = host_of(tmp_path / "home", access)
        host.sdrs = access.endpoint.replace("127.0.0.1", "localhost")
        host.write("aksk", host.project)
        with Terminal(environ=keyed(host)) as terminal:
            terminal.says("Could not read the protection groups. APIGW.0101:")
            terminal.says("SDRS is not offered at localhost: check the region and the endpoint.")
            leave(terminal, host)
