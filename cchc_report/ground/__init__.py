"""Values that all rooms may use; knows no other room."""
