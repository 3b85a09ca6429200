"""Ratings with a known structure, so that a model has something to find."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ratings:
    """One row per rating; viewers and films are numbered from 0, stars go from 1 to 5."""

    viewers: np.ndarray
    films: np.ndarray
    stars: np.ndarray

    def __len__(self) -> int:
        return len(self.stars)

    def split(self, share: float, seed: int) -> tuple["Ratings", "Ratings"]:
        """Two parts; the first holds the given share of the rows, chosen at random."""
        order = np.random.default_rng(seed).permutation(len(self))
        cut = int(len(self) * share)
        return self._take(order[:cut]), self._take(order[cut:])

    def _take(self, rows: np.ndarray) -> "Ratings":
        return Ratings(self.viewers[rows], self.films[rows], self.stars[rows])

    def save(self, path) -> None:
        np.savez_compressed(path, viewers=self.viewers, films=self.films, stars=self.stars)

    @staticmethod
    def load(path) -> "Ratings":
        with np.load(path) as file:
            return Ratings(file["viewers"], file["films"], file["stars"])


def make(viewers: int, films: int, count: int, seed: int) -> Ratings:
    """Draws `count` ratings from a hidden model with six tastes, biases and noise."""
    draw = np.random.default_rng(seed)
    taste = draw.normal(0, 0.5, (viewers, 6))
    traits = draw.normal(0, 0.5, (films, 6))
    film_bias = draw.normal(0, 0.4, films)
    viewer_bias = draw.normal(0, 0.3, viewers)
    popularity = draw.pareto(1.2, films) + 0.1
    who = draw.integers(0, viewers, count)
    what = draw.choice(films, count, p=popularity / popularity.sum())
    liking = 3.4 + viewer_bias[who] + film_bias[what] + (taste[who] * traits[what]).sum(axis=1)
    stars = np.clip(np.rint(liking + draw.normal(0, 0.4, count)), 1, 5)
    return Ratings(who.astype(np.int32), what.astype(np.int32), stars.astype(np.float64))
