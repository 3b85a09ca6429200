import type { ReactNode } from 'react';

import { showJson } from '../../api/json';
import type { Artifact, Attempt, JsonObject, StepRun } from '../../api/types';
import { formatBytes } from '../../ui/format';
import { Fetched } from '../../ui/Fetched';
import { Empty, Facts, Section, TableBox } from '../../ui/Layout';
import { ArtifactLink } from './artifacts/ArtifactLink';
import { Unpublished } from './artifacts/Unpublished';
import styles from './StepPage.module.css';
import { useArtifacts } from './useAttempt';
import { Work } from './Work';

/** What the attempt was given and what it left behind. */
export function Details({ step, attempt, live }: { step: StepRun; attempt: Attempt; live: boolean }) {
  return (
    <div className={styles.details}>
      <Work step={step} />
      <Section title="Parameters" flush>
        <Values values={attempt.parameters} empty="This step was given no parameters" />
      </Section>
      <Section title="Secrets" flush>
        <Secrets secrets={attempt.secrets} />
      </Section>
      <Section title="Outputs" flush>
        <Values
          values={attempt.outputs ?? {}}
          empty={live ? 'Outputs are published when the step succeeds' : 'No outputs'}
        />
      </Section>
      <Section title="Artifacts" flush>
        <Artifacts attempt={attempt.id} live={live} />
      </Section>
      <Section title="Inputs" flush>
        {attempt.inputs.length === 0 ? (
          <Empty title="No files from other steps" />
        ) : (
          <TableBox label="Inputs">
            <thead>
              <tr>
                <th>File</th>
                <th>From step</th>
                <th>Digest</th>
              </tr>
            </thead>
            <tbody>
              {attempt.inputs.map((input) => (
                <tr key={input.path}>
                  <td>{input.path}</td>
                  <td>{input.producer}</td>
                  <td>
                    <code title={input.digest}>{input.digest.slice(0, 12)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        )}
      </Section>
      <Section title="Attempt">
        <Facts
          facts={[
            ['Id', <code key="id">{attempt.id}</code>],
            ['Dag version', String(attempt.dagVersion)],
            ...(attempt.deployment === undefined
              ? []
              : [['Deployment', String(attempt.deployment)] as [string, ReactNode]]),
            ...(attempt.rerun === 0 ? [] : [['Rerun', String(attempt.rerun)] as [string, ReactNode]]),
            ...digest('Snapshot', attempt.snapshot),
            ...digest('Notebook', attempt.notebookDigest),
            ...(attempt.kernel === undefined ? [] : [['Kernel', attempt.kernel] as [string, ReactNode]]),
            ...digest('Environment', attempt.environmentDigest),
          ]}
        />
      </Section>
    </div>
  );
}

function digest(name: string, value: string | undefined): [string, ReactNode][] {
  return value === undefined ? [] : [[name, <code key={name}>{value.slice(0, 12)}</code>]];
}

/** Which they were; what is in them is shown to nobody. */
function Secrets({ secrets }: { secrets: Attempt['secrets'] }) {
  if (secrets.length === 0) return <Empty title="This step was given no secrets" />;
  return (
    <TableBox label="Secrets">
      <thead>
        <tr>
          <th>Name</th>
          <th>Version</th>
        </tr>
      </thead>
      <tbody>
        {secrets.map(({ name, version }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{version}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function Values({ values, empty }: { values: JsonObject; empty: string }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return <Empty title={empty} />;
  return (
    <TableBox label="Values">
      <thead>
        <tr>
          <th>Name</th>
          <th>Value</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(([name, value]) => (
          <tr key={name}>
            <td>{name}</td>
            <td className={styles.value}>{showJson(value)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function Artifacts({ attempt, live }: { attempt: string; live: boolean }) {
  const artifacts = useArtifacts(attempt, !live);
  if (live) return <Empty title="Artifacts are published when the step succeeds" />;
  return (
    <>
      <Fetched query={artifacts}>{(all) => <ArtifactTable attempt={attempt} artifacts={all} />}</Fetched>
      <Unpublished attempt={attempt} />
    </>
  );
}

function ArtifactTable({ attempt, artifacts }: { attempt: string; artifacts: Artifact[] }) {
  if (artifacts.length === 0) return <Empty title="No artifacts" />;
  return (
    <TableBox label="Artifacts">
      <thead>
        <tr>
          <th>File</th>
          <th>Size</th>
          <th>Type</th>
        </tr>
      </thead>
      <tbody>
        {artifacts.map((artifact) => (
          <tr key={artifact.path}>
            <td>
              <ArtifactLink attempt={attempt} artifact={artifact} />
            </td>
            <td>{formatBytes(artifact.size)}</td>
            <td>{artifact.mediaType}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
