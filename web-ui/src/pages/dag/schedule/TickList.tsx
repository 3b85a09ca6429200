import { Link } from 'react-router';

import type { Dag, Tick, Trigger } from '../../../api/types';
import { links } from '../../../app/links';
import { plural, shortId } from '../../../ui/format';
import { Fetched } from '../../../ui/Fetched';
import { Empty, Section, TableBox } from '../../../ui/Layout';
import { formatIn, OUTCOMES } from './describe';
import styles from './Schedule.module.css';
import { useTicks } from './useSchedule';

/** What each tick did and why, newest first. */
export function TickList({ dag, trigger, zone }: { dag: Dag; trigger: Trigger; zone: string }) {
  const ticks = useTicks(dag.project, dag.name, trigger.name);
  return (
    <Section title="Past ticks" flush>
      <Fetched query={ticks}>
        {(all) =>
          all.length === 0 ? (
            <Empty title="No tick yet">
              Each tick appears here, also those that start no run, with the reason.
            </Empty>
          ) : (
            <TableBox label={`Past ticks of ${trigger.name}`}>
              <thead>
                <tr>
                  <th>Tick</th>
                  <th>Outcome</th>
                  <th>Run</th>
                </tr>
              </thead>
              <tbody>
                {all.map((tick) => (
                  <tr key={tick.tick}>
                    <td className={styles.time}>
                      <When tick={tick} zone={zone} />
                    </td>
                    <td className={styles.outcome}>
                      {OUTCOMES[tick.outcome]}
                      {tick.reason && <div className={styles.dim}>{tick.reason}</div>}
                    </td>
                    <td>
                      {tick.run === undefined ? (
                        '–'
                      ) : (
                        <Link to={links.run(tick.run)}>{shortId(tick.run)}</Link>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </TableBox>
          )
        }
      </Fetched>
    </Section>
  );
}

/** One tick, or a stretch of them that had the same outcome. */
function When({ tick, zone }: { tick: Tick; zone: string }) {
  return (
    <>
      <time dateTime={tick.tick}>{formatIn(tick.tick, zone)}</time>
      {tick.planned !== undefined && (
        <div className={styles.dim}>planned for {formatIn(tick.planned, zone)}</div>
      )}
      {tick.until !== undefined && (
        <div className={styles.dim}>
          {plural(tick.count, 'tick')} until {formatIn(tick.until, zone)}
        </div>
      )}
    </>
  );
}
