"""The virtual actors of the embedded pack: people, speech, key pictures and the takes made from them."""
