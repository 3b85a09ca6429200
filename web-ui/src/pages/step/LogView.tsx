import { Empty, Section } from '../../ui/Layout';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import { isAttemptEnded } from '../../ui/states';
import { LogText } from '../../notebook/LogText';
import type { AttemptBrief } from '../../api/types';
import { useLog } from './useAttempt';

/** What the attempt printed, opened at its end. */
export function LogView({ brief }: { brief: AttemptBrief }) {
  const log = useLog(brief);
  if (log.isError && !log.data) return <Problems error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <Loading />;
  const live = !isAttemptEnded(brief.state);
  return (
    <Section title={live ? 'Log, live' : 'Log'} flush>
      {log.data.text === '' ? (
        <Empty title="Nothing was printed">{live ? 'Lines appear here as they come.' : undefined}</Empty>
      ) : (
        <LogText text={log.data.text} />
      )}
    </Section>
  );
}
