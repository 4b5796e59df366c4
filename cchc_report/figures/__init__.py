"""What is counted: one module a subject."""
