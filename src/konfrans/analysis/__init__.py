"""The statistics: estimates from a survey file and its declared design, with the errors that the design gives them.

Pure: no Django. Every estimate is a function of totals per sampling unit, which one grouped query brings; what follows is arithmetic
on small arrays. The oracle is R's `survey` package (Lumley 2004, J. Stat. Softw. 9(8)).
"""
