"""What may be done with a call and a nomination, and what the board counts: values in, values out."""
