"""A charter as an Akoma Ntoso 3.0 act (OASIS LegalDocumentML), one document for each language, and the way back.

    from konfrans.charter.akoma import from_akoma, to_akoma
    azerbaijani, english = (to_akoma(charter, language, country="az") for language in ("az", "en"))
    toml = from_akoma(azerbaijani, english)

The body holds the text of the law and nothing else. Each rule stands in `meta/proprietary`, with the eId of the paragraph
that it cites; the paragraph names its rules in an attribute. What the drafters have not settled is an editorial note.
"""

from konfrans.charter.akoma.reading import from_akoma
from konfrans.charter.akoma.writing import to_akoma

__all__ = ["from_akoma", "to_akoma"]
