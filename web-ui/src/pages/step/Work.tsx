import type { StepRun } from '../../api/types';
import { Section, TableBox } from '../../ui/Layout';
import { casesOf } from '../dag/definition';
import styles from './StepPage.module.css';

/** What the step does, where that takes more than a name: the whole command, or the cases of a branch. */
export function Work({ step }: { step: StepRun }) {
  const cases = casesOf(step.work);
  if (step.work.shell !== undefined) {
    return (
      <Section title="Command">
        <pre className={styles.command}>{step.work.shell}</pre>
      </Section>
    );
  }
  if (cases.length === 0) return null;
  return (
    <Section title="Where it goes" flush>
      <TableBox label="Cases">
        <thead>
          <tr>
            <th>Condition</th>
            <th>Steps</th>
          </tr>
        </thead>
        <tbody>
          {cases.map(({ when, to }, i) => (
            <tr key={i}>
              <td className={styles.value}>{when}</td>
              <td>{to}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}
