"""A backup: the rows of one consistent moment and the files they name, in one zip file that either database can take up.

`writing` makes it while the installation serves, `restoring` puts it into an empty place, `manifest` says what it holds.
"""
