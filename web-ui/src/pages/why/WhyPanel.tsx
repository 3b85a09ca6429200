import { IconHelpCircle } from '@tabler/icons-react';
import { Link } from 'react-router';

import type { Reason } from '../../api/types';
import { links } from '../../app/links';
import { plural } from '../../ui/format';
import { Section } from '../../ui/Layout';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import { useWhy } from './useWhy';
import styles from './WhyPanel.module.css';

interface Props {
  run: string;
  /** Without it, the run as a whole. */
  step?: string;
}

/** Every reason why a run or step does not go on, each with what would change that. */
export function WhyPanel({ run, step }: Props) {
  const { data: why, error, refetch } = useWhy(run, step);
  return (
    <Section title="Why is it waiting?" flush={why !== undefined && why.reasons.length > 0}>
      {error !== null && !why ? (
        <Problems error={error} onRetry={() => void refetch()} />
      ) : !why ? (
        <Loading />
      ) : why.reasons.length === 0 ? (
        'Nothing holds it: it goes on at any moment.'
      ) : (
        <ul className={styles.reasons}>
          {why.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.step ?? ''} ${reason.text}`}>
              <IconHelpCircle size={17} stroke={1.8} aria-hidden className={styles.icon} />
              <div>
                <ReasonText run={run} reason={reason} withStep={step === undefined} />
                <div className={styles.unblock}>{reason.unblock}</div>
              </div>
              <code className={styles.code}>{reason.code}</code>
            </li>
          ))}
          {why.more !== undefined && (
            <li className={styles.unblock}>{plural(why.more, 'further step')} held up</li>
          )}
        </ul>
      )}
    </Section>
  );
}

function ReasonText({ run, reason, withStep }: { run: string; reason: Reason; withStep: boolean }) {
  return (
    <div>
      {withStep && reason.step !== undefined && (
        <>
          <Link to={links.step(run, reason.step)}>{reason.step}</Link>:{' '}
        </>
      )}
      {reason.text}
    </div>
  );
}
