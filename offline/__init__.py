"""The folder for offices without internet: what gathers it, and the tests of the installed program."""
