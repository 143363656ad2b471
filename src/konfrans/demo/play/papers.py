"""Papers of the demonstration: PDFs made as any other, each saying that it is a sample."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from konfrans.kernel.documents import document_pdf
from konfrans.kernel.files import file_store

if TYPE_CHECKING:
    from konfrans.kernel.models import StoredFile

MINUTES = {
    "conference": "Azərbaycan Rektorlar Konfransı",
    "title": "Ümumi Yığıncağın növbədənkənar iclasının protokolundan çıxarış",
    "note": "Şərti sənəd: nümayiş üçün hazırlanıb. / A sample, made for the demonstration.",
    "heading": "20 noyabr 2026-cı il, Bakı",
    "lines": [
        "İclasda 11 üzv iştirak edib, 1 üzv etibarnamə ilə təmsil olunub.",
        "Nizamnamənin 14.1-ci bəndinə dəyişiklik səsə qoyulub.",
        "Lehinə 7, əleyhinə 4, bitərəf 1 səs verilib.",
    ],
}


def minutes() -> bytes:
    """The extract from the minutes of 20 November, as PDF."""
    return document_pdf("demo/minutes.typ", MINUTES, "az")


def proof() -> StoredFile:
    """The extract as a public file."""
    return file_store(stream=BytesIO(minutes()), name="protokol-2026-11-20.pdf", public=True)
