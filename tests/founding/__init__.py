"""How a conference begins."""
