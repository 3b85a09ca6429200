import { showJson } from '../../api/json';
import type { PastRerun, Run } from '../../api/types';
import { Fetched } from '../../ui/Fetched';
import { Section, TableBox } from '../../ui/Layout';
import { Ago } from '../../ui/Time';
import styles from './RunPage.module.css';
import { useReruns } from './useRun';

/** Who reopened the run and why, and the ends that no longer hold; nothing for a run that never was. */
export function Reruns({ run }: { run: Run }) {
  const reruns = useReruns(run);
  if (run.rerun === undefined) return null;
  return (
    <Section title="Reruns" flush>
      <Fetched query={reruns}>{(all) => <Table reruns={all} />}</Fetched>
    </Section>
  );
}

function Table({ reruns }: { reruns: PastRerun[] }) {
  return (
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
        {reruns.map((rerun) => (
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
              {rerun.undone?.outputs === undefined ? '–' : showJson(rerun.undone.outputs)}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
