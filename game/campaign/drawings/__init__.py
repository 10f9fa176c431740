"""The drawn diagrams of the lesson board: one module per family, all drawn by code, all in ink on paper."""
