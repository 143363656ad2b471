"""What of a letter others than its reader may see."""

from __future__ import annotations

import re

SHORTEST = 32
_SECRET = re.compile(rf"(?<!/)([/=])[A-Za-z0-9_.~:-]{{{SHORTEST},}}")


def masked(text: str) -> str:
    """A text in which the secrets of links are dots: whoever has one may use it in the reader's place.

    A secret is a part of an address, after a slash or an equals sign, of 32 or more characters that addresses are made of; the name
    of a machine, which stands after two slashes, is none.
    """
    return _SECRET.sub(r"\1…", text)
