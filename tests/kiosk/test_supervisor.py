"""The supervisor with a world of its own: children that behave as a script says, in virtual time."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.kiosk.supervision import exit_codes
from game.kiosk.supervision.rules import Policy
from game.kiosk.supervision.supervisor import CameUp, Ended, Heard, LifeSign, Note, StopAsked, Supervisor


@dataclass
class World:
    """Each child is a list of (seconds after its start, what it says); silence follows."""

    children: list[list[tuple[float, Heard]]]
    time: float = 0.0
    due: list[tuple[float, Heard]] = field(default_factory=list)
    starts: list[tuple[float, bool]] = field(default_factory=list)
    killed: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    stop_at: float | None = None
    refuses: int = 0

    def now(self) -> float:
        return self.time

    def start(self, *, still: bool) -> None:
        self.starts.append((self.time, still))
        if self.refuses:
            self.refuses -= 1
            raise OSError("no such file")
        script = [] if still else (self.children.pop(0) if len(self.children) > 1 else self.children[0])
        self.due = [(self.time + after, said) for after, said in script]

    def kill(self) -> None:
        self.killed.append(self.time)
        self.due = []

    def stop(self) -> None:
        self.due = []

    def wait(self, seconds: float) -> list[Heard]:
        end = self.time + seconds
        if self.stop_at is not None and self.stop_at <= end:
            self.time, self.stop_at = max(self.time, self.stop_at), None
            return [StopAsked()]
        ready = [item for item in self.due if item[0] <= end]
        if not ready:
            self.time = end
            return []
        self.time = max(self.time, ready[0][0])
        self.due.remove(ready[0])
        return [ready[0][1]]

    def tell_manager(self, state: str) -> None:
        self.told.append(state)


def signs(until: float) -> list[tuple[float, Heard]]:
    return [(0.5, CameUp()), *((float(t), LifeSign()) for t in range(1, int(until)))]


def supervise(world: World, policy: Policy | None = None, steps: int = 5000) -> tuple[int | None, list[str]]:
    log: list[str] = []
    supervisor = Supervisor(world, log.append, policy)
    for _ in range(steps):
        status = supervisor.step()
        if status is not None:
            return status, log
    return None, log


def test_staff_close_the_kiosk():
    world = World([[*signs(10), (10.5, Ended(exit_codes.CLOSED))]])
    status, log = supervise(world)
    assert status == exit_codes.CLOSED
    assert world.starts == [(0.0, False)]
    assert any("status 0" in line for line in log)


def test_a_hang_is_ended_after_ten_seconds_and_the_game_is_back_within_twenty():
    world = World([signs(31), [*signs(5), (6.0, Ended(exit_codes.CLOSED))]])
    supervise(world)
    (killed,) = world.killed
    assert killed == 40.0
    assert world.starts[1][0] - 30.0 < 20.0


def test_a_killed_game_is_started_again_at_once():
    world = World([[*signs(100), (100.0, Ended(-9))], [(1.0, LifeSign()), (2.0, Ended(exit_codes.CLOSED))]])
    supervise(world)
    assert world.starts[1] == (100.5, False)


def test_a_game_that_fails_at_once_ends_in_one_still_picture_and_one_line():
    world = World([[(0.2, Ended(1))]])
    status, log = supervise(world, steps=3000)
    assert status is None
    assert [still for _, still in world.starts] == [False] * 6 + [True]
    assert len([line for line in log if "OUT OF ORDER" in line]) == 1
    assert len(log) < 20


def test_after_its_rest_it_tries_again_with_a_fresh_count():
    policy = Policy(rest=1000.0)
    failing: list[list[tuple[float, Heard]]] = [[(0.2, Ended(1))]] * 6
    world = World([*failing, [(0.1, LifeSign()), (9.0, Ended(exit_codes.CLOSED))]])
    status, _ = supervise(world, policy)
    assert status == exit_codes.CLOSED
    assert [still for _, still in world.starts] == [False] * 6 + [True, False]
    assert world.starts[-1][0] - world.starts[-2][0] >= 1000.0


def test_a_program_that_cannot_be_started_counts_as_a_failure():
    world = World([[(0.1, LifeSign()), (1.0, Ended(exit_codes.CLOSED))]], refuses=2)
    status, log = supervise(world)
    assert status == exit_codes.CLOSED
    assert len([line for line in log if "cannot be started" in line]) == 2


def test_the_service_manager_hears_ready_once_and_then_the_watchdog():
    world = World([[*signs(60), (60.0, Ended(exit_codes.CLOSED))]])
    supervise(world)
    assert [told for told in world.told if told.startswith("READY=1")] == ["READY=1\nSTATUS=running"]
    assert world.told.count("WATCHDOG=1") >= 12


def test_the_system_can_stop_it_while_the_game_runs_and_while_it_rests():
    running = World([signs(1000)], stop_at=50.0)
    assert supervise(running)[0] == exit_codes.CLOSED
    resting = World([[(0.2, Ended(1))]], stop_at=300.0)
    assert supervise(resting)[0] == exit_codes.CLOSED


def test_notes_of_the_game_are_logged():
    world = World([[(1.0, LifeSign()), (1.5, Note("the disk is full")), (2.0, Ended(exit_codes.CLOSED))]])
    assert "game: the disk is full" in supervise(world)[1]
