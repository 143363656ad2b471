"""The questions that a charter answers, a file for each kind; `konfrans.charter.asking` lists them."""
