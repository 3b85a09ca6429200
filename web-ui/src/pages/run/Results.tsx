import { Link } from 'react-router';

import { showJson } from '../../api/json';
import type { Run, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { stepKey } from '../../live/runReducer';
import { formatBytes } from '../../ui/format';
import { Empty, Section, TableBox } from '../../ui/Layout';
import { Problems } from '../../ui/Problems';
import { ArtifactLink } from '../step/artifacts/ArtifactLink';
import { Reruns } from './Reruns';
import styles from './RunPage.module.css';
import { useRunArtifacts } from './useRun';

/** What came out of the run: its own result, and what its steps published. */
export function Results({ run, steps }: { run: Run; steps: StepRun[] }) {
  const artifacts = useRunArtifacts(steps);
  const outputs = steps.flatMap((step) =>
    Object.entries(step.outputs ?? {}).map(([name, value]) => ({ step, name, value })),
  );
  return (
    <div className={styles.results}>
      <RunResult run={run} />
      <Section title="Outputs of steps" flush>
        {outputs.length === 0 ? (
          <Empty title="No outputs">Small values that steps publish are listed here.</Empty>
        ) : (
          <TableBox label="Outputs of steps">
            <thead>
              <tr>
                <th>Step</th>
                <th>Output</th>
                <th>Value</th>
              </tr>
            </thead>
            <tbody>
              {outputs.map(({ step, name, value }) => (
                <tr key={`${step.id} ${name}`}>
                  <td>
                    <StepLink step={step} />
                  </td>
                  <td>{name}</td>
                  <td className={styles.value}>{showJson(value)}</td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        )}
      </Section>
      <Section title="Artifacts" flush>
        {artifacts.error !== null && <Problems error={artifacts.error} />}
        {artifacts.rows.length === 0 ? (
          <Empty title="No artifacts">Files that steps publish with `artifacts` are listed here.</Empty>
        ) : (
          <TableBox label="Artifacts">
            <thead>
              <tr>
                <th>File</th>
                <th>Step</th>
                <th>Size</th>
              </tr>
            </thead>
            <tbody>
              {artifacts.rows.map(({ artifact, step, attempt }) => (
                <tr key={`${attempt} ${artifact.path}`}>
                  <td>
                    <ArtifactLink attempt={attempt} artifact={artifact} />
                  </td>
                  <td>
                    <StepLink step={step} />
                  </td>
                  <td>{formatBytes(artifact.size)}</td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        )}
      </Section>
      <Reruns run={run} />
    </div>
  );
}

/** The outputs that the Dag defines; an output that could not be computed tells why. */
function RunResult({ run }: { run: Run }) {
  const values = Object.entries(run.outputs ?? {});
  const absent = Object.entries(run.outputsAbsent ?? {});
  if (values.length + absent.length === 0) return null;
  return (
    <Section title="Outputs of the run" flush>
      <TableBox label="Outputs of the run">
        <thead>
          <tr>
            <th>Output</th>
            <th>Value</th>
          </tr>
        </thead>
        <tbody>
          {values.map(([name, value]) => (
            <tr key={name}>
              <td>{name}</td>
              <td className={styles.value}>{showJson(value)}</td>
            </tr>
          ))}
          {absent.map(([name, reason]) => (
            <tr key={name}>
              <td>{name}</td>
              <td>absent: {reason}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}

function StepLink({ step }: { step: StepRun }) {
  return <Link to={links.step(step.run, step.step, step.mapPath)}>{stepKey(step.step, step.mapPath)}</Link>;
}
