"""Article in: bytes, files and JSON become `Article`; nothing linguistic happens here."""
