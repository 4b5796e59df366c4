"""The program on Windows: the real interpreter for win_amd64, run by wine. `make windows-test`."""
