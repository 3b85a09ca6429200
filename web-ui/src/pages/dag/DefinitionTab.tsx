import { useState } from 'react';

import type { Dag } from '../../api/types';
import { Section } from '../../ui/Layout';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import { Ago } from '../../ui/Time';
import styles from './DagPage.module.css';
import { useVersion, useVersions } from './useDag';

/** The author's text of the chosen version, beside the list of versions. */
export function DefinitionTab({ dag }: { dag: Dag }) {
  const [chosen, setChosen] = useState(dag.version);
  const versions = useVersions(dag.project, dag.name);
  const version = useVersion(dag.project, dag.name, chosen);
  if (versions.isError) return <Problems error={versions.error} onRetry={() => void versions.refetch()} />;
  const path = version.data?.sourcePath;
  return (
    <Section title={`Version ${chosen}${path ? ` · ${path}` : ''}`} flush>
      <div className={styles.split}>
        <ul className={styles.versions} aria-label="Versions">
          {(versions.data ?? []).map((v) => (
            <li key={v.number}>
              <button type="button" aria-pressed={v.number === chosen} onClick={() => setChosen(v.number)}>
                Version {v.number}
                <div className={styles.dim}>
                  {v.by}, <Ago at={v.createdAt} />
                </div>
              </button>
            </li>
          ))}
        </ul>
        {version.isError ? (
          <Problems error={version.error} />
        ) : version.data ? (
          <pre className={styles.source} tabIndex={0} aria-label="Definition">
            {version.data.source ?? JSON.stringify(version.data.definition, null, 2)}
          </pre>
        ) : (
          <Loading />
        )}
      </div>
    </Section>
  );
}
