import { Section } from '../../ui/Layout';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import { describeEvent } from './describe';
import styles from './RunPage.module.css';
import { useRunEvents } from './useRun';

/** What happened in the run, newest first. */
export function EventList({ run }: { run: string }) {
  const events = useRunEvents(run);
  if (events.isError) return <Problems error={events.error} onRetry={() => void events.refetch()} />;
  if (!events.data) return <Loading />;
  return (
    <Section title={`${events.data.length} events`} flush>
      <ol className={styles.events} reversed>
        {events.data.toReversed().map((event) => (
          <li key={event.seq}>
            <time dateTime={event.at}>{new Date(event.at).toLocaleTimeString()}</time>
            <span>{describeEvent(event)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
