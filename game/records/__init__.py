"""Answers kept on this machine: committed before their truth is shown, exported when asked."""
