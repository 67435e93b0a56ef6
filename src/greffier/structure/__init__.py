"""Structure: what each line of an article is, which lines belong together, where quotations and sentences begin and end."""
