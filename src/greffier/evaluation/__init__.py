"""Scoring records against gold: whole records, quotations, times, constructions; and the gate that holds the floors."""
