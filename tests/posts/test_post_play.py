"""Posts by clicks and keys: checks, two judgements, the truth, the store, the summary."""

from random import Random

import pytest
from pilot import MissedError

from game.posts.play import PostPlay
from game.quiz.posts import summarise_posts
from tools.robots.post_players import post_player
from tools.robots.posts import judge_post, play_posts, post_on_table


@pytest.fixture
def table(pilot) -> PostPlay:
    pilot.click("posts")
    return post_on_table(pilot)


def test_a_practice_is_stored_by_itself_and_told_in_the_summary(pilot, table):
    play = play_posts(pilot, post_player("oracle", Random(1)))
    assert pilot.scene == "post-summary"
    store = pilot.app.context.store
    assert store.posts() == play.answers
    assert store.answers() == ()
    (session,) = store.sessions()
    assert (session.level, session.length, session.finished is not None) == ("posts", 8, True)
    told = summarise_posts(store.posts())
    assert told.points == play.points == 1600
    assert (told.sharing.counts.correct, told.picture.counts.correct, told.settled) == (8, 8, 8)
    assert pilot.reads("You share with great care")
    pilot.click("again")
    assert {dealt.post.id for dealt in post_on_table(pilot).dealt}.isdisjoint(a.post for a in play.answers)


def test_what_a_check_shows_is_read_and_only_three_can_be_opened(pilot, table):
    post = table.post
    for number, check in enumerate(("account", "search", "longer"), 1):
        pilot.press(str(number))
        found = post.finding(check)
        said = (found.text if found else table.feed.checks[check].nothing).get("en")
        assert pilot.reads(said.split(". ")[0][:24])
    with pytest.raises(MissedError):
        pilot.click("check-sources")
    pilot.click("check-account")
    assert (table.shown, table.round.opened) == ("account", ("account", "search", "longer"))


def test_everything_can_be_done_by_keys(pilot, table):
    pilot.press("2")
    pilot.press("return")
    pilot.press("5")
    pilot.press("left")
    pilot.press("return")
    pilot.press("1")
    pilot.press("right")
    pilot.press("return")
    answer = table.answer
    assert (answer.p_altered, answer.p_misleading, answer.opened) == (0.6, 0.2, ("search",))
    assert pilot.scene == "post-reveal"
    pilot.press("return")
    assert (pilot.scene, table.at) == ("post", 1)


def test_the_truth_is_not_told_before_both_answers(pilot, table):
    words = " ".join(pilot.words())
    pilot.click("decide")
    words += " ".join(pilot.words())
    pilot.click("step-2")
    pilot.click("confirm")
    words += " ".join(pilot.words())
    assert pilot.t("posts.truth_share") not in words
    assert pilot.t("posts.truth_not") not in words
    assert pilot.app.context.store.posts() == ()
    pilot.touch("share-6")
    pilot.touch("confirm")
    assert len(pilot.app.context.store.posts()) == 1


def test_one_can_go_back_to_the_post_and_what_was_chosen_stays(pilot, table):
    pilot.click("decide")
    pilot.click("step-4")
    pilot.click("again")
    pilot.click("check-search")
    pilot.click("decide")
    assert (table.round.picture, table.round.opened) == (4, ("search",))


def test_leaving_asks_first_and_keeps_what_was_answered(pilot, table):
    judge_post(pilot, post_player("never-share", Random(1)))
    pilot.press("escape")
    pilot.click("leave")
    assert pilot.scene == "practice"
    assert pilot.app.context.playing == set()
    assert len(pilot.app.context.store.posts()) == 1


def test_each_post_has_a_clip_of_an_actor_that_is_as_the_post_says(pilot, table):
    library = pilot.app.context.library
    for dealt in table.dealt:
        assert library.virtual(dealt.pack)
        assert dealt.clip.manipulated is dealt.post.altered
    assert len({dealt.clip.id for dealt in table.dealt}) == 8


def test_without_actors_the_practice_says_what_is_missing(make_pilot):
    pilot = make_pilot()
    library = pilot.app.context.library
    for installed in library.packs():
        library.set_enabled(installed.pack.name, enabled=False)
    pilot.app.show_menu()
    pilot.step()
    pilot.click("practice")
    pilot.click("posts")
    assert pilot.scene == "practice"
    assert pilot.app.toasts.log[-1].text == pilot.app.context.t("posts.none")


def test_what_was_learned_has_a_page_for_posts(pilot, table):
    play_posts(pilot, post_player("always-share", Random(1)))
    pilot.click("menu")
    pilot.click("profile")
    pilot.click("page-posts")
    assert pilot.reads("Much too trusting")


def test_where_an_answer_cannot_be_kept_the_player_is_asked_before_the_truth(pilot, table):
    db = pilot.app.context.store._db.connection
    db.execute("PRAGMA query_only = ON")
    judge_post(pilot, post_player("oracle", Random(1)))
    assert pilot.scene == "dialog"
    assert pilot.app.context.store.unsaved == 1
    pilot.click("save-again")
    assert pilot.scene == "dialog"
    db.execute("PRAGMA query_only = OFF")
    pilot.click("save-again")
    assert pilot.scene == "post-reveal"
    assert pilot.app.context.store.unsaved == 0
    assert pilot.app.context.store.posts() == table.answers


def test_who_goes_on_without_saving_is_told_once(pilot, table):
    pilot.app.context.store._db.connection.execute("PRAGMA query_only = ON")
    judge_post(pilot, post_player("oracle", Random(1)))
    pilot.click("unsaved")
    assert pilot.scene == "post-reveal"
    pilot.click("next")
    judge_post(pilot, post_player("oracle", Random(1)))
    assert pilot.scene == "post-reveal"
    assert pilot.app.context.store.unsaved == 2
    pilot.app.context.store._db.connection.execute("PRAGMA query_only = OFF")


def test_who_wishes_to_be_asked_why_writes_a_sentence_before_the_truth_of_a_post(pilot, table):
    pilot.app.apply(pilot.app.context.settings.changed(ask_why=True))
    table.dealt = table.dealt[:1]
    pilot.press("return")
    pilot.press("5")
    pilot.press("return")
    pilot.press("1")
    pilot.press("return")
    assert (pilot.scene, len(pilot.app.context.store.posts())) == ("why", 1)
    assert pilot.reads("Surely share")
    pilot.write("The account is new.")
    pilot.press("return")
    assert pilot.scene == "post-reveal"
    pilot.press("return")
    pilot.click("own-words")
    assert pilot.reads("“The account is new.”")
    assert [one.session for one in pilot.app.context.store.words()] == [table.session]


def missed(pilot, table):
    """Play the post on the table to its truth, wrongly and without any check."""
    pilot.press("return")
    pilot.press("1")
    pilot.press("return")
    pilot.press("1" if table.post.misleading else "6")
    pilot.press("return")
    assert pilot.scene == "post-reveal"


@pytest.mark.parametrize("right", [True, False])
def test_after_a_missed_post_the_check_that_settles_it_may_still_be_named(pilot, table, right):
    missed(pilot, table)
    kept, settling = pilot.app.context.store.posts(), table.post.settling[0].check
    told = (
        settling
        if right
        else next(c for c in table.feed.checks if c not in {one.check for one in table.post.settling})
    )
    pilot.click(f"second-{told}")
    assert pilot.reads("Right, this would have settled it") is right
    assert pilot.reads("Not that one.") is not right
    assert pilot.reads("Why the picture alone could not")
    assert pilot.app.context.store.posts() == kept, "a second look is not kept"


def test_the_second_look_can_be_left_out(pilot, table):
    missed(pilot, table)
    assert not pilot.reads("Why the picture alone could not")
    pilot.press("0")
    assert pilot.reads("Why the picture alone could not")
    assert pilot.reads("This would have settled it")


def test_who_was_right_or_opened_what_settles_it_is_not_asked(pilot, table):
    settling = table.post.settling[0].check
    pilot.click(f"check-{settling}")
    missed(pilot, table)
    assert pilot.reads("Why the picture alone could not")
    pilot.press("return")
    pilot.press("return")
    pilot.press("1")
    pilot.press("return")
    pilot.press("6" if table.post.misleading else "1")
    pilot.press("return")
    assert pilot.reads("Why the picture alone could not")
