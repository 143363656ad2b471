"""What is read before a conference begins."""

from konfrans.founding.selectors.answered import CHARTER, MEMBERS, OWN, answered, as_given, has_file, seal
from konfrans.founding.selectors.awaited import address_path, awaited, home, kept_address, kept_token, token_fits
from konfrans.founding.selectors.choices import Model, country_choices, language_choices, models
from konfrans.founding.selectors.reading import Line, Unfit, charter_of, rows_of

__all__ = [
    "CHARTER", "MEMBERS", "OWN", "Line", "Model", "Unfit", "address_path", "answered", "as_given", "awaited", "charter_of",
    "country_choices", "has_file", "home",
    "kept_address", "kept_token", "language_choices", "models", "rows_of", "seal", "token_fits",
]  # fmt: skip
