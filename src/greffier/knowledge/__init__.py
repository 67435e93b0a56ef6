"""What greffier knows of the world: countries, peoples, persons and their offices, organisations, places (CSV beside this file)."""
