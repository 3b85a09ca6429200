import type { Cell, Output } from '../src/api/types.ts';

/** A cell with what it prints and how long it takes; outputs are spread over its time. */
export interface ScriptedCell {
  id?: string;
  source: string;
  type?: Cell['type'];
  tags?: string[];
  millis?: number;
  outputs?: Output[];
  fails?: boolean;
}

const out = (text: string): Output => ({ type: 'stream', name: 'stdout', text });

// A 240×90 chart, drawn here so that nothing is fetched.
const CHART =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const epochs = Array.from({ length: 12 }, (_, i) =>
  out(
    `epoch ${String(i + 1).padStart(2)}/12  \u001b[36mrmse\u001b[0m ${(1.21 * Math.exp(-i / 5) + 0.78).toFixed(4)}\n`,
  ),
);
const bar = Array.from({ length: 20 }, (_, i): Output => ({
  type: 'stream',
  name: 'stderr',
  text: `\r${'█'.repeat(i + 1).padEnd(20, '░')} ${(i + 1) * 5}%`,
}));

export const PREPARE: ScriptedCell[] = [
  {
    type: 'markdown',
    source:
      '# Prepare the ratings\n\nMakes a *seeded* set of ratings: `users × films`, **5 %** known.\n\nA rating is $r_{uf} \\approx \\mu + b_u + b_f + p_u^\\top q_f$, and what is minimised is\n\n$$\\sum_{(u,f)} \\left(r_{uf} - \\hat r_{uf}\\right)^2 + \\lambda \\left(\\lVert p_u \\rVert^2 + \\lVert q_f \\rVert^2\\right)$$\n\nIt costs $5 to $10 a day.',
  },
  { source: 'seed = 7\nusers = 400\nfilms = 120', tags: ['parameters'], millis: 60 },
  { source: '# injected\nseed = 7', tags: ['injected-parameters'], millis: 40 },
  {
    source:
      'import numpy as np\n\nrng = np.random.default_rng(seed)\ntruth = rng.normal(3.4, 0.9, (users, films)).clip(1, 5)\nknown = rng.random(truth.shape) < 0.05\nprint(f"{known.sum():,} ratings of {users} users")',
    millis: 700,
    outputs: [out('2,391 ratings of 400 users\n')],
  },
  {
    source: 'import pandas as pd\n\npd.DataFrame({"user": [1, 2], "film": [7, 9], "rating": [4.0, 3.5]})',
    millis: 500,
    outputs: [
      {
        type: 'result',
        data: { 'text/plain': '   user  film  rating\n0     1     7     4.0\n1     2     9     3.5' },
        otherTypes: ['text/html'],
        rich: '0a',
      },
      out('printed between two tables\n'),
      { type: 'display', data: { 'text/plain': 'wide' }, otherTypes: ['text/html'], rich: '2b' },
      out('and after them\n'),
    ],
  },
  {
    source: 'sympy.Integral(sympy.exp(-x**2), (x, -oo, oo))',
    millis: 200,
    outputs: [
      {
        type: 'result',
        data: {
          'text/plain': 'Integral(exp(-x**2), (x, -oo, oo))',
          'text/latex':
            '$\\displaystyle \\int\\limits_{-\\infty}^{\\infty} e^{- x^{2}}\\, dx = \\sqrt{\\pi}$',
        },
        otherTypes: [],
      },
    ],
  },
];

export function train(fails: boolean): ScriptedCell[] {
  return [
    {
      type: 'markdown',
      source:
        '# Train\n\nMatrix factorisation by stochastic gradient descent.\n\n| hyperparameter | value |\n|---|---:|\n| factors | 16 |\n| learning rate | 0.02 |\n\n<script>alert(1)</script> stays text.',
    },
    { source: 'factors = 16\nepochs = 12', tags: ['parameters'], millis: 60 },
    { source: '# injected\nfactors = 32', tags: ['injected-parameters'], millis: 40 },
    {
      source:
        'import numpy as np\n\nratings = np.load("data/ratings.npy")\nprint(ratings.shape, ratings.dtype)',
      millis: 600,
      outputs: [out('(2391, 3) float64\n')],
    },
    {
      source:
        'def sgd(ratings, factors, rate=0.02):\n    """One pass over the ratings."""\n    for user, film, value in ratings:\n        error = value - users[int(user)] @ films[int(film)]\n        users[int(user)] += rate * error * films[int(film)]\n    return users, films',
      millis: 80,
    },
    {
      source:
        'for epoch in range(epochs):\n    users, films = sgd(ratings, factors)\n    print(f"epoch {epoch + 1}/{epochs}  rmse {rmse():.4f}")',
      millis: 9000,
      outputs: epochs,
    },
    { source: 'for _ in tqdm(range(20)):\n    validate()', millis: 3000, outputs: bar },
    fails
      ? {
          source: 'model = users @ films.T\nassert model.shape == truth.shape, "shapes differ"\nsave(model)',
          millis: 400,
          fails: true,
          outputs: [
            {
              type: 'error',
              ename: 'ValueError',
              evalue: 'operands could not be broadcast together with shapes (400,32) (16,120)',
              traceback: [
                '\u001b[0;31m---------------------------------------------------------------------------\u001b[0m',
                '\u001b[0;31mValueError\u001b[0m                                Traceback (most recent call last)',
                'Cell \u001b[0;32mIn[7], line 1\u001b[0m\n\u001b[0;32m----> 1\u001b[0m model \u001b[38;5;241m=\u001b[39m users \u001b[38;5;241m@\u001b[39m films\u001b[38;5;241m.\u001b[39mT\n\u001b[1;32m      2\u001b[0m save(model)',
                '\u001b[0;31mValueError\u001b[0m: operands could not be broadcast together with shapes (400,32) (16,120)',
              ],
            },
          ],
        }
      : {
          source: 'plot(history)',
          millis: 800,
          outputs: [
            {
              type: 'display',
              data: { 'text/plain': '<Figure size 640x240>', 'image/png': CHART },
              otherTypes: [],
            },
          ],
        },
    {
      source: 'sb.glue("rmse", 0.8021)\nnp.save("models/model.npy", model)',
      millis: 200,
      outputs: [
        {
          type: 'display',
          data: {
            'text/markdown':
              '**rmse** is `0.8021`, see [the docs](https://example.org) or [not](javascript:alert(1)).',
          },
          otherTypes: [],
        },
      ],
    },
  ];
}

/** Ten cells that say nothing. */
export const TEN: ScriptedCell[] = Array.from({ length: 10 }, (_, i) => ({
  source: `part = load(${i})\ntotal += part.sum()`,
  millis: 0,
}));
