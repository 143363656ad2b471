"""konfrans runs a national rectors' conference on its charter."""

__version__ = "0.1.0"
