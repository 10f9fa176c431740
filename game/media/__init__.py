"""Moving pictures and sound: decoding on a worker thread, one clock, no surprises."""
