"""Every text of the learning screens is whole and readable, in every language, window and theme."""

import pytest
from looking import complaints_in

from tools.screenshots.learning import shots

LOOKS = (
    ("uz", "light_table", (1280, 720), 1.0),
    ("en", "high_contrast", (1024, 600), 1.15),
    ("ru", "light_table", (1280, 720), 1.3),
    ("ru", "high_contrast", (1080, 1920), 1.0),
    ("uz", "high_contrast", (1080, 1920), 1.3),
    ("uz", "light_table", (1024, 600), 1.5),
)


@pytest.mark.parametrize("look", LOOKS)
def test_every_text_of_the_learning_screens_is_whole_and_readable(tmp_path, look):
    count, complaints = complaints_in(tmp_path, shots, look)
    assert count > 15
    assert complaints == []
