"""Standard input, output and error as the caller left them: closed, full, a pipe whose reader went away, an encoding with few letters."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress

READER_WENT = 141
"""What a shell says of a program that a broken pipe ended, 128 + 13: whoever reads no further needs no message."""
UNWRITTEN = 74
"""What was asked could not be written: EX_IOERR of sysexits.h, beside 70, EX_SOFTWARE. The answer is not in the status."""
_MEANS = {
    errno.ENOSPC: "no space left",
    errno.EDQUOT: "no space left",
    errno.EFBIG: "no space left",
    errno.EBADF: "it is closed",
    errno.EIO: "the device does not answer",
}


def stand_open() -> None:
    """Puts something where a standard stream is closed, so that no file is opened in its place, nor written over by what is printed.

    Input and output stand open the wrong way round: who reads or writes there is told, and a command that does neither is not kept
    from its work. Signs that an encoding lacks are written as escapes, as Python does it on standard error.
    """
    for number, way in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, way), True)  # the lowest number that is free: this one
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def unwritten(failure: BaseException) -> bool:
    """Whether it is the output that failed, and not a file: an error without a file's name."""
    if not isinstance(failure, OSError) or failure.filename is not None:
        return False
    return failure.errno == errno.EPIPE or failure.errno in _MEANS


def leave_unsaid(failure: OSError) -> int:
    """The status where the output failed. What waits to be written is dropped, or it would be tried again when the program ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if failure.errno == errno.EPIPE:
        return READER_WENT
    say(f"The output cannot be written: {_MEANS[failure.errno or 0]}.\nWrite it elsewhere.")
    return UNWRITTEN


def say(text: str) -> None:
    """On standard error, as far as that can be written."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
