"""What the class sees on the wall: set-up, lobby, votes, results, the end."""
