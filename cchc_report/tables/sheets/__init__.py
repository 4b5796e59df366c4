"""The sheets of section 3 of the product, each declared once."""
