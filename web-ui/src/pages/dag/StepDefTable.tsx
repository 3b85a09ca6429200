import type { StepDef } from '../../api/types';
import { Section, TableBox } from '../../ui/Layout';
import styles from './DagPage.module.css';
import { casesOf, sourceOf } from './definition';

export function StepDefTable({ steps }: { steps: StepDef[] }) {
  return (
    <Section title="Steps" flush>
      <TableBox label="Steps">
        <thead>
          <tr>
            <th>Step</th>
            <th>Type</th>
            <th>Runs</th>
            <th>Depends on</th>
            <th>Trigger rule</th>
            <th>Pool</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.id}>
              <td>
                <strong>{step.id}</strong>
                {step.title && <div className={styles.dim}>{step.title}</div>}
              </td>
              <td>{step.type}</td>
              <td className={styles.mono}>{sourceOf(step) ?? (branchText(step) || '–')}</td>
              <td className={styles.mono}>{step.dependsOn.join(', ') || '–'}</td>
              <td>{step.triggerRule}</td>
              <td>{step.pool ?? 'default'}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}

function branchText(step: StepDef): string {
  return casesOf(step)
    .map(({ when, to }) => `${when} → ${to}`)
    .join('; ');
}
