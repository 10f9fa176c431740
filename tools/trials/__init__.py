"""Soaks and fault runs of the kiosk."""
