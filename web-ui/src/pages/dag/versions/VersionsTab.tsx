import { Select } from '@mantine/core';
import { useSearchParams } from 'react-router';

import { writeJson } from '../../../api/json';
import type { Dag, DagVersion } from '../../../api/types';
import { Fetched } from '../../../ui/Fetched';
import { Section } from '../../../ui/Layout';
import { Ago } from '../../../ui/Time';
import { useVersion, useVersionDiff, useVersions } from '../useDag';
import { VersionChanges } from './VersionChanges';
import styles from './Versions.module.css';

/** The author's text of the chosen version, or what changed in it since another one. */
export function VersionsTab({ dag }: { dag: Dag }) {
  const [search, setSearch] = useSearchParams();
  const chosen = Number(search.get('version') ?? dag.version);
  const against = Number(search.get('against') ?? 0);
  const versions = useVersions(dag.project, dag.name);
  const version = useVersion(dag.project, dag.name, chosen);
  const diff = useVersionDiff(dag.project, dag.name, against, chosen);
  const set = (changed: Record<string, number | undefined>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changed)) {
          if (value === undefined) next.delete(name);
          else next.set(name, String(value));
        }
        return next;
      },
      { replace: true },
    );
  const path = version.data?.sourcePath;
  const others = (versions.data ?? []).filter((v) => v.number !== chosen);
  return (
    <Section
      title={`Version ${chosen}${path ? ` · ${path}` : ''}`}
      aside={
        others.length > 0 && (
          <Select
            size="xs"
            w={200}
            aria-label="Show what changed since another version"
            placeholder="Changes since…"
            data={others.map((v) => ({ value: String(v.number), label: `since version ${v.number}` }))}
            value={against > 0 ? String(against) : null}
            onChange={(number) => set({ against: number === null ? undefined : Number(number) })}
            clearable
          />
        )
      }
      flush
    >
      <div className={styles.split}>
        <Fetched query={versions}>
          {(all) => (
            <ul className={styles.versions} aria-label="Versions">
              {all.map((v) => (
                <li key={v.number}>
                  <button
                    type="button"
                    aria-pressed={v.number === chosen}
                    onClick={() =>
                      set({
                        version: v.number === dag.version ? undefined : v.number,
                        against: v.number === against ? undefined : against || undefined,
                      })
                    }
                  >
                    Version {v.number}
                    {v.number === dag.version && ', now'}
                    <div className={styles.dim}>
                      {v.by}, <Ago at={v.createdAt} />
                    </div>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Fetched>
        {against > 0 ? (
          <Fetched query={diff}>{(known) => <VersionChanges diff={known} />}</Fetched>
        ) : (
          <Fetched query={version}>
            {(known) => (
              <pre className={styles.source} tabIndex={0} aria-label="Definition">
                {textOf(known)}
              </pre>
            )}
          </Fetched>
        )}
      </div>
    </Section>
  );
}

/** As its author wrote it, else what was understood of it. */
function textOf(version: DagVersion): string {
  return version.source ?? writeJson(version.definition, 2);
}
