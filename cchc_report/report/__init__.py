"""One period of one commune: counted, explained, traced, written, recorded."""
