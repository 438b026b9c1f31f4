"""Domain values into lines of text: pure functions, tested without an app."""
