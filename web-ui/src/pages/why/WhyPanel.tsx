import { IconHelpCircle } from '@tabler/icons-react';
import { Link } from 'react-router';

import type { Reason, Why } from '../../api/types';
import { links } from '../../app/links';
import { plural } from '../../ui/format';
import { Fetched } from '../../ui/Fetched';
import { Section } from '../../ui/Layout';
import { useWhy } from './useWhy';
import styles from './WhyPanel.module.css';

interface Props {
  run: string;
  /** Without it, the run as a whole. */
  step?: string;
}

/** Every reason why a run or step does not go on, each with what would change that. */
export function WhyPanel({ run, step }: Props) {
  return (
    <Section title="Why is it waiting?" flush>
      <Fetched query={useWhy(run, step)}>
        {(why) => <Reasons run={run} why={why} withStep={step === undefined} />}
      </Fetched>
    </Section>
  );
}

function Reasons({ run, why, withStep }: { run: string; why: Why; withStep: boolean }) {
  if (why.reasons.length === 0) {
    return <p className={styles.free}>Nothing holds it: it goes on at any moment.</p>;
  }
  return (
    <ul className={styles.reasons}>
      {why.reasons.map((reason) => (
        <li key={`${reason.code} ${reason.step ?? ''} ${reason.text}`}>
          <IconHelpCircle size={17} stroke={1.8} aria-hidden className={styles.icon} />
          <div>
            <ReasonText run={run} reason={reason} withStep={withStep} />
            <div className={styles.unblock}>{reason.unblock}</div>
          </div>
          <code className={styles.code}>{reason.code}</code>
        </li>
      ))}
      {why.more !== undefined && (
        <li className={styles.unblock}>{plural(why.more, 'further step')} held up</li>
      )}
    </ul>
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
