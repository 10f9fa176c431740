"""Learning by making: alter one virtual actor in four stages and see which traces stay."""
