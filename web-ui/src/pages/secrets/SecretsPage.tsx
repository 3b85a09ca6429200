import { Button } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'react-router';

import type { Secret } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Fetched } from '../../ui/Fetched';
import { Empty, Page, Section, TableBox } from '../../ui/Layout';
import { Ago } from '../../ui/Time';
import styles from './SecretsPage.module.css';
import { SetSecretDialog } from './SetSecretDialog';
import { useDeleteSecret, useSecrets } from './useSecrets';

/** Which secrets a project has; their values are shown to nobody. */
export function SecretsPage() {
  const { project = '' } = useParams();
  const maySee = useMay('editor', project);
  const maySet = useMay('admin', project);
  const secrets = useSecrets(project, maySee);
  const [set, setSet] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<string | null>(null);
  return (
    <Page
      title={`Secrets of ${project}`}
      heading="Secrets"
      crumbs={[
        { label: 'Dags', to: '/dags' },
        { label: project, to: links.project(project) },
      ]}
      actions={
        maySet && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => setSet('')}>
            New secret
          </Button>
        )
      }
    >
      {!maySee ? (
        <Empty icon={<IconLock size={30} stroke={1.5} />} title="Not for your role">
          Whoever may edit this project sees the names of its secrets; its administrators set them.
        </Empty>
      ) : (
        <Section title="Names and versions" flush>
          <Fetched query={secrets}>
            {(all) =>
              all.length === 0 ? (
                <Empty icon={<IconLock size={30} stroke={1.5} />} title="No secret yet">
                  A step gets one as an environment variable:
                  <pre>{'secrets: { DB_PASSWORD: warehouse }'}</pre>
                </Empty>
              ) : (
                <SecretTable secrets={all} maySet={maySet} onSet={setSet} onDelete={setDeleted} />
              )
            }
          </Fetched>
        </Section>
      )}
      {set !== null && <SetSecretDialog project={project} name={set} onClose={() => setSet(null)} />}
      {deleted !== null && <DeleteDialog project={project} name={deleted} onClose={() => setDeleted(null)} />}
    </Page>
  );
}

interface TableProps {
  secrets: Secret[];
  maySet: boolean;
  onSet: (name: string) => void;
  onDelete: (name: string) => void;
}

function SecretTable({ secrets, maySet, onSet, onDelete }: TableProps) {
  return (
    <TableBox label="Secrets">
      <thead>
        <tr>
          <th>Name</th>
          <th>Version</th>
          <th>Set</th>
          <th>By</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {secrets.map(({ name, version, setAt, setBy }) => (
          <tr key={name}>
            <td>
              <strong>{name}</strong>
            </td>
            <td>{version}</td>
            <td>
              <Ago at={setAt} />
            </td>
            <td>{setBy}</td>
            <td>
              {maySet && (
                <div className={styles.actions}>
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => onSet(name)}
                    aria-label={`New value of ${name}`}
                  >
                    New value
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => onDelete(name)}
                    aria-label={`Delete ${name}`}
                  >
                    Delete
                  </Button>
                </div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function DeleteDialog({ project, name, onClose }: { project: string; name: string; onClose: () => void }) {
  const remove = useDeleteSecret(project);
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      act="Delete"
      destructive
      action={remove}
      onAct={() => remove.mutate(name, { onSuccess: onClose })}
      onClose={onClose}
    >
      Its value is destroyed. Steps that use it fail until it is set again; those that run keep it.
    </ConfirmDialog>
  );
}
