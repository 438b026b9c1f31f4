import pytest

from drilltui.domain.iam_address import place_of


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://iam.eu-de.otc.t-systems.com", ("eu-de", "otc.t-systems.com")),
        ("https://iam.eu-de.otc.t-systems.com:443", ("eu-de", "otc.t-systems.com")),
        ("https://iam.cn-north-4.myhuaweicloud.com", ("cn-north-4", "myhuaweicloud.com")),
        ("https://iam.myhuaweicloud.com", ("", "")),
        ("https://iam.t-systems.com", ("", "")),
        ("https://keystone.eu-de.example.com", ("", "")),
        ("http://127.0.0.1:8080", ("", "")),
        ("", ("", "")),
    ],
)
def test_only_the_form_of_the_rule_tells_a_place(address: str, place: tuple[str, str]) -> None:
    assert place_of(address) == place
