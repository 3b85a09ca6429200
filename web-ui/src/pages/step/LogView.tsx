import { Fetched } from '../../ui/Fetched';
import { Empty, Section } from '../../ui/Layout';
import { isAttemptEnded } from '../../ui/states';
import { LogText } from '../../notebook/LogText';
import type { AttemptBrief } from '../../api/types';
import { useLog } from './useAttempt';

/** What the attempt printed, opened at its end. */
export function LogView({ brief }: { brief: AttemptBrief }) {
  const log = useLog(brief);
  const live = !isAttemptEnded(brief.state);
  return (
    <Fetched query={log}>
      {({ text }) => (
        <Section title={live ? 'Log, live' : 'Log'} flush>
          {text === '' ? (
            <Empty title="Nothing was printed">{live ? 'Lines appear here as they come.' : undefined}</Empty>
          ) : (
            <LogText text={text} />
          )}
        </Section>
      )}
    </Fetched>
  );
}
