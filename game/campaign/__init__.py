"""The guide as a campaign: chapters, lesson cards, examples, cases, drawings, and how far a player is."""
