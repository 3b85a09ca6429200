import { IconCalendarOff } from '@tabler/icons-react';
import type { RefCallback } from 'react';

import { StateIcon } from '../../../ui/StateBadge';
import { lookOf } from '../../../ui/states';
import styles from './Grid.module.css';

/** Every state of a step, then those that only runs have. */
const STATES = [
  'succeeded',
  'failed',
  'running',
  'ready',
  'waiting',
  'retry_wait',
  'skipped',
  'upstream_failed',
  'cancelled',
  'cancelling',
  'timed_out',
];
/** Looks like one that is listed. */
const HIDDEN = 'queued';

/** What the icons mean. The grid is drawn with the icons of this list. */
export function GridLegend({ onList }: { onList: RefCallback<HTMLUListElement> }) {
  return (
    <ul ref={onList} className={styles.legend} aria-label="Legend">
      {STATES.map((state) => (
        <li key={state} data-icon={state}>
          <StateIcon state={state} size={13} />
          {lookOf(state).word}
        </li>
      ))}
      <li data-icon="no_run">
        <IconCalendarOff size={13} stroke={2.4} aria-hidden />
        no run
      </li>
      <li data-icon={HIDDEN} hidden>
        <StateIcon state={HIDDEN} />
      </li>
    </ul>
  );
}
