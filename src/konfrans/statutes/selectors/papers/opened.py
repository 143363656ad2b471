"""A Word document from a stranger, opened within bounds: nothing is unpacked to disk, expanded, fetched or run.

Refused: what is too large, no Word document, locked with a password, with macros, with relations to the outside other than links
in the text (of those only the words are read), with entities, with names that leave the archive, and what grows beyond measure.
"""

from __future__ import annotations

import posixpath
import zipfile
from typing import IO, Any

from lxml import etree

from konfrans.kernel.archives import BROKEN
from konfrans.kernel.refusals import Refused

MAX_FILE = 20 * 1024 * 1024
MAX_PARTS = 2000
MAX_TOTAL = 100 * 1024 * 1024
"""Bytes of all parts together when unpacked, as the archive says; pictures are in it, and are not read."""
MAX_MAIN, MAX_PART = 12 * 1024 * 1024, 1024 * 1024
"""Bytes of the text, and of any other part that is read. The text of a charter takes one megabyte at most."""
MAX_RATIO = 100
"""How many times smaller than unpacked a part of a megabyte or more may be. Word's own are 10 to 40 times smaller."""
SMALL = 1024 * 1024

MAIN = "word/document.xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins a document that is locked with a password, and one of Word 2003 or earlier."""
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")


def opened(stream: IO[bytes], name: str, size: int) -> Any:
    """The root of the text (`w:document`) of a Word document that is safe to read."""
    if size > MAX_FILE:
        raise _no("paper_large", size=size >> 20, most=MAX_FILE >> 20)
    if name.lower().rsplit(".", 1)[-1] in ("docm", "dotm"):
        raise _no("paper_macros")
    stream.seek(0)
    start = stream.read(8)
    if start == _OLE:
        raise _no("paper_locked")
    if not start.startswith(b"PK\x03\x04"):
        raise _no("paper_no_word")
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _look_over(archive)
            return _read(archive)
    except (*BROKEN, ValueError, OSError) as error:
        raise _no("paper_no_word") from error


def _no(code: str, **facts: Any) -> Refused:
    return Refused(code, field="file", **facts)


def _look_over(archive: zipfile.ZipFile) -> None:
    """The list of parts: how many, how large, what they are called."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(one.file_size for one in parts) > MAX_TOTAL:
        raise _no("paper_swells")
    names = [one.filename for one in parts]
    if len({name.lower() for name in names}) != len(names) or any(_strays(name) for name in names):
        raise _no("paper_paths")
    for one in parts:
        if one.flag_bits & 0x1:
            raise _no("paper_locked")
        if one.file_size > SMALL and one.file_size > MAX_RATIO * max(one.compress_size, 1):
            raise _no("paper_swells")
        lower = one.filename.lower()
        if posixpath.basename(lower) in _ACTIVE or lower.startswith("word/activex/"):
            raise _no("paper_macros")
    if MAIN not in names or "[Content_Types].xml" not in names:
        raise _no("paper_no_word")


def _strays(name: str) -> bool:
    """Whether a name would leave the folder it is unpacked to. (zipfile cuts a name at NUL and turns no backslash here.)"""
    return (
        name.startswith("/") or "\\" in name or ":" in name or "\0" in name or len(name) > 240
        or any(part in ("..", ".") for part in name.split("/"))
    )  # fmt: skip


def _read(archive: zipfile.ZipFile) -> Any:
    kinds = _tree(archive, "[Content_Types].xml")
    if any("macroenabled" in str(one.get("ContentType", "")).lower() for one in kinds.iter(etree.Element)):
        raise _no("paper_macros")
    for name in archive.namelist():
        if name.lower().endswith(".rels"):
            _look_outside(_tree(archive, name))
    root = _tree(archive, MAIN, MAX_MAIN)
    if root.tag != f"{{{WORD}}}document":
        raise _no("paper_no_word")
    return root


def _look_outside(relations: Any) -> None:
    """A link in the text may lead anywhere, for nobody follows it; a template, a picture or a text from elsewhere may not."""
    for one in relations.iter(f"{{{_RELATIONS}}}Relationship"):
        outside = str(one.get("TargetMode", "")).lower() == "external"
        if outside and not str(one.get("Type", "")).endswith("/hyperlink"):
            raise _no("paper_outside", target=str(one.get("Target", ""))[:120])


def _tree(archive: zipfile.ZipFile, name: str, most: int | None = None) -> Any:
    """The root of a part. It is read to its stated size and no further; a declaration of a document type is refused unread."""
    most = most or MAX_PART
    if archive.getinfo(name).file_size > most:
        raise _no("paper_swells")
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise _no("paper_swells")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _no("paper_no_word") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _no("paper_entities")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _no("paper_no_word") from error
