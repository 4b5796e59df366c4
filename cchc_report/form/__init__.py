"""The form pack: indicators and formulas read from TOML, computed and checked."""
