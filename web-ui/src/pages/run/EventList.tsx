import { Fetched } from '../../ui/Fetched';
import { formatTime, plural } from '../../ui/format';
import { Section } from '../../ui/Layout';
import { describeEvent } from './describe';
import styles from './RunPage.module.css';
import { useRunEvents } from './useRun';

/** What happened in the run, newest first. */
export function EventList({ run }: { run: string }) {
  return (
    <Fetched query={useRunEvents(run)}>
      {(events) => (
        <Section title={plural(events.length, 'event')} flush>
          <ol className={styles.events} reversed>
            {events.toReversed().map((event) => (
              <li key={event.seq}>
                <time dateTime={event.at} title={formatTime(event.at)}>
                  {new Date(event.at).toLocaleTimeString()}
                </time>
                <span>{describeEvent(event)}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </Fetched>
  );
}
