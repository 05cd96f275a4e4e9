"""The ratchet: no figure of ../shared/evaluate.py may fall below what the project has reached before."""

from __future__ import annotations

import warnings

import pytest

from benchmarks import ratchet


def test_no_figure_has_fallen() -> None:
    if not (ratchet.SHARED / "evaluate.py").exists():
        pytest.skip("scores not compared: ../shared is not here")
    fallen, risen = ratchet.changes(ratchet.committed(), ratchet.measure())
    raise_it = "raise tests/scores.json: python -m benchmarks.ratchet"
    if risen:
        warnings.warn(f"{'; '.join(risen)} — {raise_it}", stacklevel=1)
    assert not fallen, "\n".join(["scores have fallen:", *fallen, *([f"others have risen ({raise_it}):", *risen] if risen else [])])


def test_the_list_names_every_figure_of_both_sets() -> None:
    scores = ratchet.committed()
    figures = "found body title published people identity p.mentions countries c.mentions orgs topics quotes speaker events ev.date"
    assert {name: set(scores[name]) for name in scores} == {name: set(figures.split()) for name in ratchet.SETS}
    assert all(0 <= value <= 1 for figures_of_set in scores.values() for value in figures_of_set.values())


@pytest.mark.parametrize(
    ("before", "now", "fallen", "risen"),
    [
        (0.95, 0.95, [], []),
        (0.95, 0.9496, [], []),
        (0.95, 0.9494, ["dev people fell from 0.950 to 0.949"], []),
        (0.95, 0.96, [], ["dev people rose from 0.950 to 0.960"]),
        (None, 0.96, [], ["dev people is new: 0.960"]),
        (0.95, None, ["dev people is measured no more"], []),
    ],
)
def test_a_fall_and_a_rise_are_told(before: float | None, now: float | None, fallen: list[str], risen: list[str]) -> None:
    def scores(value: float | None) -> ratchet.Scores:
        return {"dev": {} if value is None else {"people": value}}

    assert ratchet.changes(scores(before), scores(now)) == (fallen, risen)
    assert ratchet.raised(scores(before), scores(now))["dev"]["people"] == max(before or 0, now or 0)
