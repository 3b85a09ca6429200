import type { UseQueryResult } from '@tanstack/react-query';

import type { Trigger, TriggerPreview } from '../../../api/types';
import { Fetched } from '../../../ui/Fetched';
import { Empty, Section, TableBox } from '../../../ui/Layout';
import { formatIn, LOCAL_ZONE } from './describe';
import styles from './Schedule.module.css';

interface Props {
  trigger: Trigger;
  preview: UseQueryResult<TriggerPreview>;
}

/** The ticks to come, by the trigger's clock and by the reader's. */
export function NextTicks({ trigger, preview }: Props) {
  return (
    <Section title={trigger.paused ? 'Next ticks, which it misses while paused' : 'Next ticks'} flush>
      <Fetched query={preview}>
        {(shown) =>
          shown.ticks.length === 0 ? (
            <Empty title="No tick is left">Its end has passed.</Empty>
          ) : (
            <TickTable name={trigger.name} preview={shown} />
          )
        }
      </Fetched>
    </Section>
  );
}

function TickTable({ name, preview: { zone, ticks } }: { name: string; preview: TriggerPreview }) {
  const elsewhere = zone !== LOCAL_ZONE;
  return (
    <TableBox label={`Next ticks of ${name}`}>
      <thead>
        <tr>
          <th>{zone}</th>
          {elsewhere && <th>Here, {LOCAL_ZONE}</th>}
        </tr>
      </thead>
      <tbody>
        {ticks.map(({ utc, clockChange }) => (
          <tr key={utc}>
            <td className={styles.time}>
              <time dateTime={utc}>{formatIn(utc, zone)}</time>
              {clockChange && <div className={styles.change}>{clockChange.words}</div>}
            </td>
            {elsewhere && <td className={styles.time}>{formatIn(utc, LOCAL_ZONE)}</td>}
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
