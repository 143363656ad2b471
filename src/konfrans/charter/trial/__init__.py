"""A charter put to the test: its examples are asked, and each least change of a rule has to break one of them."""
