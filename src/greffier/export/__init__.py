"""The records of a store written in the shapes that other tools read: formats.py names them, docs/export.md tells what each holds."""
