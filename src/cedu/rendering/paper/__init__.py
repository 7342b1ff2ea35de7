"""Text on paper: Markdown, maths and pictures set into lines, lines into pages that keep together what belongs together."""
