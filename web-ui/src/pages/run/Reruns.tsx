import type { Run } from '../../api/types';
import { Section, TableBox } from '../../ui/Layout';
import { Problems } from '../../ui/Problems';
import { Ago } from '../../ui/Time';
import styles from './RunPage.module.css';
import { useReruns } from './useRun';

/** Who reopened the run and why, and the ends that no longer hold; nothing for a run that never was. */
export function Reruns({ run }: { run: Run }) {
  const reruns = useReruns(run);
  if (reruns.isError) return <Problems error={reruns.error} />;
  if (!reruns.data || reruns.data.length === 0) return null;
  return (
    <Section title="Reruns" flush>
      <TableBox label="Reruns">
        <thead>
          <tr>
            <th>Rerun</th>
            <th>By</th>
            <th>Why</th>
            <th>Steps</th>
            <th>Before it</th>
            <th>Outputs before it</th>
          </tr>
        </thead>
        <tbody>
          {reruns.data.map((rerun) => (
            <tr key={rerun.number}>
              <td>
                {rerun.number}
                {rerun.dagVersion !== undefined && (
                  <div className={styles.dim}>on version {rerun.dagVersion}</div>
                )}
              </td>
              <td>
                {rerun.by}
                <div className={styles.dim}>
                  <Ago at={rerun.at} />
                </div>
              </td>
              <td>{rerun.reason ?? '–'}</td>
              <td>{rerun.steps.join(', ')}</td>
              <td>{rerun.undone ? (rerun.undone.stateText ?? rerun.undone.state) : 'it was running'}</td>
              <td className={styles.value}>
                {rerun.undone?.outputs === undefined ? '–' : JSON.stringify(rerun.undone.outputs)}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}
