import { describe, expect, it } from 'vitest';

import { casesOf } from './condition';

const words = (...branches: { when?: string; to?: string[]; otherwise?: string[] }[]) =>
  casesOf({ branches })?.map((one) => one.words);

it.each([
  ['parameters.tune', 'if tune'],
  ['!parameters.tune', 'unless tune'],
  ['! (parameters.tune || parameters.fast)', 'unless tune or fast'],
  ['!parameters.tune && parameters.fast', 'if not tune and fast'],
  ['!(parameters.a) || (parameters.b)', 'if not (a) or (b)'],
  ["parameters.region == 'eu'", 'if region is eu'],
  ["parameters.region=='a  && b'", "if region is 'a  && b'"],
  ['parameters["größe"] != 3', 'if größe is not 3'],
  ["parameters.region in ['eu', 'ap']", 'if region in [eu, ap]'],
  ['steps.train.outputs.rmse > 0.9', 'if rmse of train > 0.9'],
  ['steps["prepare-data"].outputs.rows\n  >= 10', 'if rows of prepare-data >= 10'],
  ['steps.train.state == "failed"', 'if state of train is failed'],
  ["parameters.name.startsWith('x')", 'if name.startsWith(x)'],
  ['size(steps.a.outputs.rows) > 0', 'if size(rows of a) > 0'],
  ['steps.a.outputs.rows.size() > 0', 'if a.rows.size() > 0'],
  ['has(run.date)', 'if has(run.date)'],
])('%s is said as: %s', (when, said) => {
  expect(words({ when, to: ['a'] })).toEqual([said]);
});

describe('the ways out of a branch', () => {
  it('are listed in the order in which they are tried', () => {
    expect(
      words(
        { when: 'parameters.tune', to: ['a'] },
        { when: '!parameters.fast', to: ['b'] },
        { otherwise: ['c'], to: ['c'] },
      ),
    ).toEqual(['if tune', 'else unless fast', 'else']);
  });

  it('lead to the steps that are named, or to all', () => {
    expect(
      casesOf({ branches: [{ when: 'parameters.a' }, { otherwise: ['c'] }] })?.map(({ to }) => to),
    ).toEqual([undefined, ['c']]);
    expect(casesOf({})).toBeUndefined();
  });
});
