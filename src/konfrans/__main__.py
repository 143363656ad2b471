"""`python -m konfrans` is the command `konfrans`."""

from konfrans.cli.main import main

main()
