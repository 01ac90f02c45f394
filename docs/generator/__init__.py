"""What docs/generate.py writes the reference and the pictures from; not part of the program."""
