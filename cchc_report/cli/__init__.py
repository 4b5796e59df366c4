"""The command line: parse, call, print, exit. Alone knows Typer, the terminal, the environment and the current folder."""
