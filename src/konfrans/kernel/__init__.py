"""The only shared Django code: journal, clock, refusals, localised text, files, mail, search, documents."""
