"""What others know, taken into a folder of the user's own: CSV, Wikidata entities, FollowTheMoney."""
