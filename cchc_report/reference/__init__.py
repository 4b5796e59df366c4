"""What documents itself: schemas, names for templates, the story of each code."""
