"""Files about the territory, read into plain frozen objects; nothing here knows the database."""
