"""What a version says of itself: descriptor, row schemas, labels, citation, JSON-LD. Belongs here: no file form, no row."""
