"""What the register of projects decides, on plain values: dates known in part, conflicts, partners on a day, the month grid,
what is late, registration of grants, and the reading of facts files."""
