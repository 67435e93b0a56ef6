"""The types, modes and codes that events may have: PLOVER, CAMEO and the sectors of actors, as CSV."""
