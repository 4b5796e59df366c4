"""How fast the tool is, as ratios within one run; a time alone would say more of the machine than of the code."""
