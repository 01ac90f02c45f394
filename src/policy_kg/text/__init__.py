"""Chinese text: its layout, its numerals, its words, and the grammar of references to provisions."""
