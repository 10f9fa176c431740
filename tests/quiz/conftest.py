"""Property tests here look for counter-examples, not for slow machines: no deadline."""

from hypothesis import settings

settings.register_profile("rules", deadline=None, max_examples=60, derandomize=False)
settings.load_profile("rules")
