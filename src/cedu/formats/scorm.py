"""What SCORM 1.2 and 2004 share: lasting identifiers."""

import re
from hashlib import sha256


def identifier(namespace: str, *names: str) -> str:
    """An NCName for a thing: readable, and the same for ever, because nothing goes in but the namespace and lasting ids.

    `names` leads to the thing (`"course", "authoring", "item"`). The digest keeps two workspaces apart in one LMS.
    """
    readable = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(names)).strip("-")
    digest = sha256("\n".join((namespace, *names)).encode()).hexdigest()[:12]
    return f"cedu-{readable}-{digest}"
