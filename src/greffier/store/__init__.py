"""Records kept: immutable Parquet segments with a ledger are the truth, an index over them can be thrown away and made again."""
