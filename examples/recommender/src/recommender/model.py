"""A second-order factorization machine for two fields, trained by stochastic gradient descent.

For a viewer u and a film i the prediction is  w0 + w_u + w_i + <v_u, v_i>  (Rendle, "Factorization Machines", 2010).
"""

from collections.abc import Callable

import numpy as np

from recommender.ratings import Ratings


class Diverged(ArithmeticError):
    """The error grew beyond all bounds: the learning rate is too high for these data."""


class FactorizationMachine:
    def __init__(self, viewers: int, films: int, factors: int, seed: int = 1):
        draw = np.random.default_rng(seed)
        self.mean = 0.0
        self.viewer_bias = np.zeros(viewers)
        self.film_bias = np.zeros(films)
        self.viewer_factors = draw.normal(0, 0.1, (viewers, factors))
        self.film_factors = draw.normal(0, 0.1, (films, factors))

    def predict(self, viewers: np.ndarray, films: np.ndarray) -> np.ndarray:
        interaction = (self.viewer_factors[viewers] * self.film_factors[films]).sum(axis=1)
        return self.mean + self.viewer_bias[viewers] + self.film_bias[films] + interaction

    def rmse(self, ratings: Ratings) -> float:
        error = self.predict(ratings.viewers, ratings.films) - ratings.stars
        return float(np.sqrt(np.mean(error**2)))

    def fit(
        self,
        ratings: Ratings,
        epochs: int,
        learning_rate: float,
        regularization: float = 0.05,
        on_epoch: Callable[[int], None] = lambda epoch: None,
        seed: int = 1,
    ) -> None:
        """One pass over all ratings per epoch, one step per rating. Calls `on_epoch` with the epoch, from 1."""
        draw = np.random.default_rng(seed)
        self.mean = float(ratings.stars.mean())
        for epoch in range(1, epochs + 1):
            with np.errstate(all="ignore"):  # overflow is told below, in words
                for row in draw.permutation(len(ratings)):
                    self._step(ratings.viewers[row], ratings.films[row], ratings.stars[row], learning_rate, regularization)
                error = self.rmse(ratings)
            if not np.isfinite(error) or error > 100:
                raise Diverged(
                    f"the error is {error:.3g} after epoch {epoch}: a learning rate of {learning_rate} is too high, "
                    "try one below 0.1"
                )
            on_epoch(epoch)

    def _step(self, viewer: int, film: int, stars: float, rate: float, shrink: float) -> None:
        v, f = self.viewer_factors[viewer], self.film_factors[film]
        error = self.mean + self.viewer_bias[viewer] + self.film_bias[film] + v @ f - stars
        self.viewer_bias[viewer] -= rate * (error + shrink * self.viewer_bias[viewer])
        self.film_bias[film] -= rate * (error + shrink * self.film_bias[film])
        step = rate * (error * f + shrink * v)
        f -= rate * (error * v + shrink * f)
        v -= step

    def save(self, path, **facts: float) -> None:
        np.savez_compressed(path, mean=self.mean, viewer_bias=self.viewer_bias, film_bias=self.film_bias,
                            viewer_factors=self.viewer_factors, film_factors=self.film_factors, **facts)

    @staticmethod
    def load(path) -> "FactorizationMachine":
        with np.load(path) as file:
            viewers, factors = file["viewer_factors"].shape
            model = FactorizationMachine(viewers, len(file["film_bias"]), factors)
            model.mean = float(file["mean"])
            model.viewer_bias = file["viewer_bias"]
            model.film_bias = file["film_bias"]
            model.viewer_factors = file["viewer_factors"]
            model.film_factors = file["film_factors"]
        return model
