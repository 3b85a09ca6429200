import { Button } from '@mantine/core';
import { IconArrowBackUp, IconPackage } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';

import type { Deployment } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { Fetched } from '../../ui/Fetched';
import { Empty, Page, Section, TableBox } from '../../ui/Layout';
import { Ago } from '../../ui/Time';
import { filesInWords, pathLines, planInWords } from './describe';
import styles from './DeploymentsPage.module.css';
import { RollbackDialog } from './RollbackDialog';
import { useDeployments } from './useDeployments';

/** What the project's current state was, one after the other, and the way back to each. */
export function DeploymentsPage() {
  const { project = '' } = useParams();
  const deployments = useDeployments(project);
  const mayDeploy = useMay('editor', project);
  const [chosen, setChosen] = useState<Deployment | null>(null);
  return (
    <Page
      title={`Deployments of ${project}`}
      heading="Deployments"
      crumbs={[
        { label: 'Dags', to: '/dags' },
        { label: project, to: links.project(project) },
      ]}
    >
      <Section title="Newest first" flush>
        <Fetched query={deployments}>
          {(all) =>
            all.length === 0 ? (
              <Empty icon={<IconPackage size={30} stroke={1.5} />} title="Nothing was deployed yet">
                This makes a folder the project’s state:
                <pre>./millrace push . --project {project}</pre>
              </Empty>
            ) : (
              <DeploymentTable deployments={all} onRollback={mayDeploy ? setChosen : undefined} />
            )
          }
        </Fetched>
      </Section>
      {chosen && <RollbackDialog deployment={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

interface TableProps {
  deployments: Deployment[];
  onRollback: ((deployment: Deployment) => void) | undefined;
}

function DeploymentTable({ deployments, onRollback }: TableProps) {
  const head = deployments[0];
  return (
    <TableBox label="Deployments">
      <thead>
        <tr>
          <th>Deployment</th>
          <th>Changed</th>
          <th>Why</th>
          <th>By</th>
          <th>Snapshot</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {deployments.map((deployment) => (
          <tr key={deployment.number}>
            <td className={styles.number}>
              <strong>{deployment.number}</strong>
              {deployment === head && <span className={styles.head}>current</span>}
            </td>
            <td className={styles.changes}>
              <Changes deployment={deployment} />
            </td>
            <td className={styles.reason}>{deployment.reason ?? '–'}</td>
            <td>
              {deployment.by}
              <div className={styles.dim}>
                <Ago at={deployment.at} />
              </div>
            </td>
            <td>
              <code title={deployment.snapshot}>{deployment.snapshot.slice(0, 12)}</code>
            </td>
            <td className={styles.action}>
              {onRollback && deployment.snapshot !== head?.snapshot && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconArrowBackUp size={14} />}
                  onClick={() => onRollback(deployment)}
                  aria-label={`Roll back to this: deployment ${deployment.number}`}
                >
                  Roll back to this
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function Changes({ deployment: { plan, dags, project } }: { deployment: Deployment }) {
  const versions = new Map(dags.map((dag) => [dag.name, dag.version]));
  const changed = [...plan.new, ...plan.changed];
  return (
    <>
      <div>{planInWords(plan)}</div>
      <Files plan={plan} />
      {changed.length > 0 && (
        <div className={styles.dags}>
          {changed.map((name) => (
            <Link key={name} to={links.version(project, name, versions.get(name))}>
              {name} {versions.has(name) && `v${versions.get(name) ?? ''}`}
            </Link>
          ))}
        </div>
      )}
    </>
  );
}

/** How many files are others, and the first of them when asked. */
function Files({ plan }: { plan: Deployment['plan'] }) {
  const words = filesInWords(plan.files);
  if (words === undefined) return null;
  const lines = pathLines(plan.files);
  if (lines.length === 0) return <div className={styles.dim}>{words}</div>;
  return (
    <details className={styles.files}>
      <summary>{words}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
