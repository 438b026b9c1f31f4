"""One row for each form in which other tools keep something to sign in with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from drilltui.domain.candidate import Candidate
from drilltui.domain.credential import Keepsake
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.store.foreign.koocli import ENCRYPTED
from drilltui.store.foreign.search import search

ID = "0123456789abcdef0123456789abcdef"
AK = "EXAMPLEACCESSKEY0001"
SK = "EXAMPLE-secret-key-%not-real-0001"
KEY = Keepsake(AK, Secret(SK))
TOKEN_KEY = Keepsake(AK, Secret(SK), Secret("tok"))
PASSWORD = Keepsake(password=Secret("hunter2"))
NO_REGION = "it names no region: say which one"
TEMPORARY = "it is a temporary key: it ends within a day"

SDK = ".huaweicloud/credentials"
KOO = ".hcloud/config.json"
CLOUDS = ".config/openstack/clouds.yaml"
SECURE = ".config/openstack/secure.yaml"

BASIC = f"[basic]\nak = {AK}\nsk = {SK}\n"
OTC = """clouds:
  otc:
    auth:
      auth_url: https://iam.eu-de.otc.t-systems.com:443/v3
      username: drill-operator
      user_domain_name: OTC0001
      project_id: {ID}
{password}
    region_name: eu-de
"""
OTC_PROFILE = Profile(
    "otc",
    region="eu-de",
    cloud="otc.t-systems.com",
    auth=AuthMethod.PASSWORD,
    project_id=ID,
    user="drill-operator",
    domain="OTC0001",
    endpoints={"iam": "https://iam.eu-de.otc.t-systems.com:443"},
)


def otc(password: str = "      password: hunter2", more: str = "") -> str:
    return OTC.format(ID=ID, password=password) + more


def koo(**said: object) -> str:
    profile = {
        "name": "default",
        "mode": "AKSK",
        "accessKeyId": AK,
        "secretAccessKey": SK,
        "securityToken": "",
        "region": "cn-north-4",
        "projectId": ID,
    }
    return json.dumps({"current": "default", "profiles": [profile | said]})


KOO_PROFILE = Profile("default", region="cn-north-4", project_id=ID)
SSO = {"stsToken": {"accessKeyId": AK, "secretAccessKey": SK, "securityToken": "tok"}}

FORMS: dict[str, tuple[dict[str, str], str, Profile, Keepsake, tuple[str, ...]]] = {
    "sdk": ({SDK: BASIC}, SDK, Profile("huaweicloud"), KEY, (NO_REGION,)),
    "sdk, complete": (
        {
            SDK: f"{BASIC}project_id = {ID}\nsecurity_token = tok\n"
            "iam_endpoint = https://iam.eu-de.otc.t-systems.com\n[global]\nak = x\n"
        },
        SDK,
        Profile(
            "huaweicloud",
            region="eu-de",
            cloud="otc.t-systems.com",
            project_id=ID,
            endpoints={"iam": "https://iam.eu-de.otc.t-systems.com"},
        ),
        TOKEN_KEY,
        ("its part [global] is of no use for SDRS", TEMPORARY),
    ),
    "sdk, global only": (
        {SDK: f"[global]\nak = {AK}\nsk = {SK}\n"},
        SDK,
        Profile("huaweicloud"),
        Keepsake(),
        ("its part [global] is of no use for SDRS", "it holds no access key"),
    ),
    "sdk, half": (
        {SDK: f"[basic]\nak = {AK}\n"},
        SDK,
        Profile("huaweicloud"),
        Keepsake(),
        ("the secret key is missing",),
    ),
    "sdk, identity provider": (
        {SDK: "[basic]\nidp_id = x\nid_token_file = y\n"},
        SDK,
        Profile("huaweicloud"),
        Keepsake(),
        ("signing in by an identity provider is not known here", "it holds no access key"),
    ),
    "koocli, plain": ({KOO: koo()}, KOO, KOO_PROFILE, KEY, ()),
    "koocli, encrypted": (
        {KOO: koo(accessKeyId="rs7hGq==", secretAccessKey="x9yz==")},
        KOO,
        Profile("default"),
        Keepsake(),
        (ENCRYPTED,),
    ),
    "koocli, single sign-on": (
        {KOO: koo(mode="SSO", ssoAuth=SSO)},
        KOO,
        KOO_PROFILE,
        TOKEN_KEY,
        (TEMPORARY,),
    ),
    "koocli, agency": (
        {KOO: koo(mode="ecsAgency")},
        KOO,
        Profile("default"),
        Keepsake(),
        ("its mode ecsAgency holds no access key",),
    ),
    "clouds.yaml, password": ({CLOUDS: otc()}, CLOUDS, OTC_PROFILE, PASSWORD, ()),
    "clouds.yaml, secret beside it": (
        {CLOUDS: otc(""), SECURE: "clouds: {otc: {auth: {password: hunter2}}}"},
        SECURE,
        OTC_PROFILE,
        PASSWORD,
        (),
    ),
    "clouds.yaml, addresses": (
        {CLOUDS: otc(more="    sdrs_endpoint_override: https://s.example/v1/%(project_id)s\n")},
        CLOUDS,
        replace(
            OTC_PROFILE,
            endpoints={**OTC_PROFILE.endpoints, "sdrs": "https://s.example"},
        ),
        PASSWORD,
        (),
    ),
    "clouds.yaml, passcode": (
        {
            CLOUDS: otc(
                more="    auth_type: v3multifactor\n    auth_methods: [v3password, v3totp]\n"
            )
        },
        CLOUDS,
        replace(OTC_PROFILE, passcode=True),
        PASSWORD,
        (),
    ),
    "clouds.yaml, key": (
        {CLOUDS: f"clouds: {{k: {{region_name: eu-nl, ak: {AK}, sk: '{SK}', cacert: /ca.pem}}}}"},
        CLOUDS,
        Profile("k", region="eu-nl", ca_file="/ca.pem"),
        KEY,
        (),
    ),
    "clouds.yaml, no checks": (
        {CLOUDS: otc(more="    verify: false\n")},
        CLOUDS,
        OTC_PROFILE,
        PASSWORD,
        ("certificates are checked all the same: name a ca_file where that is needed",),
    ),
    "clouds.yaml, number": (
        {CLOUDS: otc("      password: 0123")},
        CLOUDS,
        OTC_PROFILE,
        Keepsake(),
        ("its password is no text: put it in quotes",),
    ),
    "clouds.yaml, project by name": (
        {CLOUDS: otc().replace(f"project_id: {ID}", "project_name: eu-de_x\n      token: t")},
        CLOUDS,
        replace(OTC_PROFILE, project_id=""),
        PASSWORD,
        (
            "it names its project without the id: the project is found by the region",
            "its token was left out: it ends and cannot be renewed",
        ),
    ),
    "clouds.yaml, nobody": (
        {CLOUDS: "clouds: {a: {region_name: EU, auth: {password: hunter2}}}"},
        CLOUDS,
        Profile("a", auth=AuthMethod.PASSWORD),
        PASSWORD,
        (
            "its region is left out: only lower-case letters, digits and -",
            NO_REGION,
            "it does not name the account (user_domain_name): say which one",
            "it does not name the user: say who",
        ),
    ),
    "clouds.yaml, key of no kind": (
        {CLOUDS: f"clouds: {{a: {{ak: {AK}, sk: 123}}}}"},
        CLOUDS,
        Profile("a"),
        Keepsake(),
        ("its secret key is no text: put it in quotes",),
    ),
    "clouds.yaml, key with a stray character": (
        {CLOUDS: f"clouds: {{a: {{ak: {AK}, sk: 'sek rit'}}}}"},
        CLOUDS,
        Profile("a"),
        Keepsake(),
        ("its secret key cannot be used: character 4 is in no secret key: copy it again",),
    ),
    "clouds.yaml, nothing": (
        {CLOUDS: "clouds: {a: {auth_type: token, auth: {token: sekrit}}}"},
        CLOUDS,
        Profile("a"),
        Keepsake(),
        ("it holds neither a password nor an access key",),
    ),
}


def found(home: Path, files: dict[str, str], **environ: str) -> tuple[Candidate, ...]:
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
    return search(environ, home, home / "here")


@pytest.mark.parametrize("form", FORMS)
def test_a_form(tmp_path: Path, form: str) -> None:
    files, source, profile, keepsake, remarks = FORMS[form]
    (candidate,) = found(tmp_path, files)

    assert candidate.source.name == str(tmp_path / source)
    assert (candidate.profile, candidate.keepsake) == (profile, keepsake)
    assert candidate.remarks == remarks
    assert candidate.whole is bool(keepsake.secrets())


def test_nothing_is_there(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == ()


def test_the_environment_comes_first_each_convention_by_itself(tmp_path: Path) -> None:
    environ = {
        "HW_ACCESS_KEY": AK,
        "HW_SECRET_KEY": SK,
        "OS_REGION_NAME": "eu-de",
        "OS_PASSWORD": "hunter2",
        "OS_USERNAME": "u",
        "OS_USER_DOMAIN_NAME": "d",
    }
    key, login, file = found(tmp_path, {SDK: BASIC}, **environ)

    assert [one.source.name for one in (key, login)] == ["HW_SECRET_KEY", "OS_PASSWORD"]
    assert (key.keepsake, key.profile.auth, key.profile.region) == (KEY, AuthMethod.AKSK, "eu-de")
    assert (login.keepsake, login.profile.auth) == (PASSWORD, AuthMethod.PASSWORD)
    assert (login.profile.user, login.profile.domain) == ("u", "d")
    assert file.source.name == str(tmp_path / SDK)


def test_a_temporary_key_of_the_environment_says_so_and_lacks_a_region(tmp_path: Path) -> None:
    environ = {"HW_ACCESS_KEY": AK, "HW_SECRET_KEY": SK, "HW_SECURITY_TOKEN": "tok"}
    (candidate,) = found(tmp_path, {}, **environ)

    assert candidate.keepsake == TOKEN_KEY
    assert candidate.remarks == (NO_REGION, TEMPORARY)


def test_a_key_and_a_password_of_one_entry_are_two(tmp_path: Path) -> None:
    login, key = found(tmp_path, {CLOUDS: otc(more=f"    ak: {AK}\n    sk: '{SK}'\n")})

    assert (login.profile.name, login.keepsake) == ("otc", PASSWORD)
    assert (key.profile.name, key.keepsake, key.profile.user) == ("otc-key", KEY, "")


@pytest.mark.parametrize(
    ("variable", "form"),
    [
        ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", BASIC),
        ("HW_SHARED_CONFIG_FILE", koo()),
        ("OS_CLIENT_CONFIG_FILE", otc()),
    ],
)
def test_a_file_that_a_variable_names(tmp_path: Path, variable: str, form: str) -> None:
    (candidate,) = found(tmp_path, {"other": form}, **{variable: str(tmp_path / "other")})

    assert candidate.source.name == str(tmp_path / "other")
    assert candidate.whole


def test_the_entry_that_is_in_use_comes_first(tmp_path: Path) -> None:
    many = "clouds:\n" + "".join(
        f"  {name}: {{region_name: eu-de, ak: {AK}, sk: s}}\n" for name in "abc"
    )
    names = [one.profile.name for one in found(tmp_path, {CLOUDS: many}, OS_CLOUD="c")]
    assert names == ["c", "a", "b"]

    two = json.loads(koo())
    two["profiles"].append({**two["profiles"][0], "name": "second"})
    two["current"] = "second"
    names = [one.profile.name for one in found(tmp_path / "k", {KOO: json.dumps(two)})]
    assert names == ["second", "default"]
    again = found(tmp_path / "k", {}, HW_PROFILE="default")
    assert [one.profile.name for one in again] == ["default", "second"]


def test_the_first_clouds_yaml_counts(tmp_path: Path) -> None:
    files = {CLOUDS: otc(), "here/clouds.yaml": otc().replace("otc:", "mine:", 1)}

    assert [one.profile.name for one in found(tmp_path, files)] == ["mine"]


@pytest.mark.parametrize(
    ("name", "text"),
    [(SDK, f"{BASIC}region = x\n"), (KOO, koo()), (CLOUDS, otc())],
)
def test_a_file_that_others_may_read_is_remarked_on(tmp_path: Path, name: str, text: str) -> None:
    found(tmp_path, {name: text})
    (tmp_path / name).chmod(0o644)
    (candidate,) = found(tmp_path, {})

    assert candidate.remarks[-1].endswith(f"(mode 0644): chmod 600 {tmp_path / name}")


HOSTILE = {
    "empty": "",
    "no form at all": "sekrit \x1b[2J : [ {",
    "deep": "[" * 60_000,
    "deep mapping": "{a: " * 20_000,
    "numbers": "[basic]\nak = 1\nsk = \n" + "9" * 10_000,
    "list": "[1, 2, 3]",
    "text": '"sekrit"',
    "null": "null",
    "profiles of no kind": '{"profiles": [1, null, "sekrit", {}]}',
    "keys of no kind": '{"profiles": [{"accessKeyId": ["sekrit"], "mode": {"a": 1}}]}',
    "clouds of no kind": "clouds: {a: 1, 2: {}, b: {auth: sekrit, ak: [sekrit], sk: {a: 1}}}",
    "values of no kind": "clouds: {b: {auth: {password: [sekrit], username: 5}, region_name: []}}",
    "doubled": "[basic]\nak = sekrit\nak = sekrit\n",
    "before any section": "sekrit = sekrit",
    "tags": "!!python/object/apply:os.system ['exit 1']",
    "ends too soon": "clouds: {a: 'sekrit",
    "itself": "clouds: &c {a: *c, auth: *c}",
    "a date that is none": "clouds: 2026-99-99",
    "keys that cannot be": "clouds: {[a]: b}",
    "growing": "a0: &a0 {k: v}\n"
    + "".join(
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}], k{n}: v}}\n" for n in range(1, 12)
    ),
    "large": "#" * 10_000_000,
}


@pytest.mark.parametrize("name", [SDK, KOO, CLOUDS, SECURE])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gives_nothing_but_a_remark(tmp_path: Path, name: str, text: str) -> None:
    files = {name: text} if name != SECURE else {CLOUDS: otc(""), SECURE: text}
    for candidate in found(tmp_path, files):
        assert not candidate.whole
        assert candidate.remarks
        for remark in candidate.remarks:
            assert remark.isprintable()
            assert "sekrit" not in remark
            assert len(remark.replace(str(tmp_path), "")) < 200
        assert candidate.profile.name.isprintable()
