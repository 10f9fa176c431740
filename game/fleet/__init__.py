"""Many machines: what they counted goes to one PostgreSQL, reports and clip difficulties come back."""
