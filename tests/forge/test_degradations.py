"""What happens to a whole video gives the same pictures each time: a pack has the same bytes anywhere."""

import av
import pytest

from game.forge.degradations import degradations
from game.resources import assets

FILMS = sorted((assets() / "packs" / "studio" / "media").glob("*.mp4"))[:3]
FRAMES = 20


def pictures(path):
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


@pytest.mark.parametrize("number", range(len(FILMS)))
def test_a_hard_compression_is_the_same_each_time(number):
    frames = pictures(FILMS[number])[:FRAMES]
    change = degradations()["compressed"].pictures
    results = {b"".join(frame.tobytes() for frame in change(iter(frames), 25.0, 0)) for _ in range(5)}
    assert len(results) == 1
