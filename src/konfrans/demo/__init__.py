"""The demonstration: real institutions, invented acts in date order, a day of its own. Not installed elsewhere."""
