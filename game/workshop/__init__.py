"""A whole class plays from phones in the room's own network: the room, its server, its lesson."""
