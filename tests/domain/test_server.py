from drilltui.domain.server import Server


def test_a_server_without_a_status_is_gone() -> None:
    assert Server("s", fault="server not found").gone
    assert not Server("s", status="DELETED").gone
