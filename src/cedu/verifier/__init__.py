"""The scripts of the credential site: what checks a file in a reader's own browser, and what a certificate's page does.

They are modules of ES2022, which `make player` puts together with the JSON-LD processor that they need (jsonld.js), one file for each page,
in `minified/`; a test compares them. `verify.js` and `certificate.js` are the pages; `verdict.js` says what a file is worth, by the same
rules and in the same words as `cedu.credentials.verification`, on the DID document and the status lists that come with the page. Nothing is
ever fetched.
"""

from functools import cache
from pathlib import Path

SCRIPTS = ("certificate.js", "verify.js")
LICENCES = "licences.txt"
_MINIFIED = Path(__file__).resolve().parent / "minified"


@cache
def asset(name: str) -> bytes:
    """The bytes of one of the scripts, or of the licences of what others wrote of them."""
    return (_MINIFIED / name).read_bytes()
