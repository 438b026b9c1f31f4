"""How a command can end."""

from drilltui.domain.language import marked

EXIT_CODES = {
    0: marked("done"),
    1: marked(
        "the cloud refused it, or it failed there; or it made a second drill that nobody asked for"
    ),
    2: marked("wrong use or bad input; nothing was sent"),
    3: marked("the outcome is unknown or not there yet: 'drilltui resume' settles it"),
    4: marked("could not sign in, or reach the cloud; or nothing arrived there, which is proven"),
    5: marked("a fault of the program, of the disk or of the keyring of this host"),
    75: marked("the keyring is open in another session (`keyring run`)"),
    129: marked(
        "hang-up (128 + the number of the signal; 130 Ctrl+C, 141 the reader left, 143 terminate)"
    ),
}
"""Exit statuses and what they mean, said by `tr`; the README has the same table."""
