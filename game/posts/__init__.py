"""Posts: a clip with words, a day, a place and an account, judged twice and checked before."""
