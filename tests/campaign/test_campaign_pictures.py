"""Every screen of the campaign: no text is cut, covers another, leaves the screen or is too pale to read.

Each language meets each window and each theme once; the other pairs are drawn by `python main.py screens`.
"""

import pytest
from looking import complaints_in

from tools.screenshots.campaign import shots

LOOKS = (
    ("en", "light_table", (1280, 720), 1.0),
    ("uz", "high_contrast", (1024, 600), 1.0),
    ("ru", "light_table", (1080, 1920), 1.0),
    ("ru", "high_contrast", (1024, 600), 1.3),
    ("uz", "light_table", (1280, 720), 1.5),
)
LEAST_SCREENS = 80


@pytest.mark.parametrize("look", LOOKS)
def test_every_text_of_the_campaign_is_whole_and_readable(tmp_path, look):
    count, complaints = complaints_in(tmp_path, shots, look)
    assert complaints == []
    assert count >= LEAST_SCREENS
