"""Files read by the engine: what holds text is read up to a bound; what is no file is refused before it is waited for.

Every document that a command is given is read here: charters, facts, tables, cases, exports. A regular file is read. So is a pipe, for
`--facts <(command)` hands one over under a name: it is opened without waiting for its other end, and refused where nobody writes to it, or
somebody holds it and writes nothing. A device is refused unopened: it has no end (`/dev/zero`), nothing in it (`/dev/null`), or does
something when it is opened (a tape winds back); for a terminal there is `-` where standard input is taken.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from konfrans.charter.faults import CharterError, Fault

LARGEST = 1_048_576
"""Bytes of a document. Thirty articles in two languages take a tenth of it."""
SOON, PATIENCE = 1, 60
"""Seconds within which somebody has to write to a pipe, and in which one who writes may pause: a query may take long to answer."""


def read_file(file: Path | str, most: int = LARGEST) -> bytes:
    """A file's bytes, one more than `most` at the most; `CharterError` where it cannot be read."""
    try:
        _readable(Path(file).stat().st_mode)
        opened = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            mode = os.fstat(opened).st_mode  # another may stand there by now
            _readable(mode)
            return _piped(opened, most + 1) if stat.S_ISFIFO(mode) else _all(opened, most + 1)
        finally:
            os.close(opened)
    except OSError as error:
        raise CharterError([_unread(error)]) from None


def read_stdin(most: int) -> bytes:
    """Standard input, one byte more than `most` at the most: whoever types `-` waits for it; `CharterError` where it is closed."""
    try:
        return sys.stdin.buffer.read(most + 1)
    except OSError as error:
        wrong = CharterError([_unread(error)])
        wrong.file = "-"
        raise wrong from None


def _readable(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise CharterError([Fault("file_folder")])
    if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
        raise CharterError([Fault("file_device")])


def _all(opened: int, left: int) -> bytes:
    found = bytearray()
    while left and (part := os.read(opened, left)):
        found += part
        left -= len(part)
    return bytes(found)


def _piped(pipe: int, left: int) -> bytes:
    """What is written to a pipe until its other end is closed; a fault where nobody is there, or nothing comes."""
    from select import POLLHUP, POLLIN, poll

    waiting = poll()
    waiting.register(pipe, POLLIN)
    found = bytearray()
    written = waited = False
    while left:
        try:
            part = os.read(pipe, left)
        except BlockingIOError:  # somebody holds the other end and has not written yet
            written = True
            if not waiting.poll(PATIENCE * 1000):
                raise CharterError([Fault("file_silent", facts={"seconds": PATIENCE})]) from None
            continue
        found += part
        left -= len(part)
        if part:
            written = True
        elif written:
            break
        elif waited:
            raise CharterError([Fault("file_unwritten")])
        else:  # nobody holds the other end: not yet, or no longer
            waited = True
            written = any(event & POLLHUP for _pipe, event in waiting.poll(SOON * 1000))
    return bytes(found)


def _unread(error: OSError) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault("file_missing")
    if isinstance(error, IsADirectoryError):
        return Fault("file_folder")
    if isinstance(error, PermissionError):
        return Fault("file_forbidden")
    return Fault("file_unreadable", facts={"reason": error.strerror or type(error).__name__})
