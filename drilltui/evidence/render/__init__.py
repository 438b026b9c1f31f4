"""A report as Markdown, as one HTML file and as JSON; all of the same value."""
