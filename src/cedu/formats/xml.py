"""What XML can hold."""

import re

# XML 1.0, 2.2: all that is not a Char, and stands in no document, however it is escaped. Not compiled: many a run writes no XML.
_FORBIDDEN = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def legal(text: str, instead: str = "\ufffd") -> str:
    """`text` with `instead` of each character that XML forbids."""
    return re.sub(_FORBIDDEN, instead, text)
