"""Institutions, persons, bodies, the offices held in them, accounts."""
