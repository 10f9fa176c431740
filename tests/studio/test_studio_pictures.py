"""The studio's screens in every language, window and theme: texts whole and readable, controls usable."""

import pytest
from looking import complaints_in
from play.test_sizes import faults, hidden

from tools.screenshots.studio import shots

LOOKS = (
    ("uz", "light_table", (1280, 720), 1.3),
    ("en", "high_contrast", (1024, 600), 1.0),
    ("ru", "light_table", (1024, 600), 1.0),
    ("ru", "high_contrast", (1080, 1920), 1.0),
    ("ru", "light_table", (1280, 720), 1.5),
    ("uz", "high_contrast", (1080, 1920), 1.3),
)


@pytest.mark.usefixtures("measured_once")
@pytest.mark.parametrize("look", LOOKS)
def test_the_studio_s_screens_can_be_read_and_used(tmp_path, look):
    count, complaints = complaints_in(tmp_path, shots, look, lambda pilot: (*faults(pilot), *hidden(pilot)))
    assert count > 8
    assert complaints == []
