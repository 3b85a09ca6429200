// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import type { Attempt, AttemptEvent } from '../../api/types';
import { applyAttemptEvent } from '../../live/attemptReducer';
import { Warnings } from './Warnings';

const UNMATCHED =
  "the pattern 'data/*.csv' of artifacts names no file that this step wrote; it wrote notebooks/data/x.csv";

it('a pattern that names nothing is shown with the path that was written', () => {
  render(
    <Warnings warnings={[{ code: 'ARTIFACTS_UNMATCHED', message: UNMATCHED }, { message: 'another' }]} />,
  );
  const items = within(screen.getByRole('list', { name: 'Warnings' })).getAllByRole('listitem');
  expect(items.map((item) => item.textContent)).toEqual([UNMATCHED, 'another']);
});

it('without a warning there is nothing', () => {
  const { container } = render(<Warnings warnings={[]} />);
  expect(container.childElementCount).toBe(0);
});

it.each(['warning', 'warned'])('a warning that comes while the page is open is shown (%s)', (kind) => {
  const open = { lastEventSeq: 4, warnings: [{ message: 'first' }] } as Partial<Attempt> as Attempt;
  const event = { seq: 5, kind, data: { code: 'ARTIFACTS_UNMATCHED', message: UNMATCHED } };
  const after = applyAttemptEvent(open, event as Partial<AttemptEvent> as AttemptEvent).attempt;
  expect(after.warnings.map((warning) => warning.message)).toEqual(['first', UNMATCHED]);
  const again = applyAttemptEvent(after, event as Partial<AttemptEvent> as AttemptEvent).attempt;
  expect(again.warnings).toHaveLength(2);
});
