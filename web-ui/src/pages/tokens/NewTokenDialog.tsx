import { Button, CopyButton, Select, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';

import type { Role } from '../../api/types';
import { Dialog } from '../../ui/Dialog';
import { Problems } from '../../ui/Problems';
import { useProjects } from '../dags/useDags';
import styles from './TokensPage.module.css';
import { useCreateToken } from './useTokens';

const ROLES: { value: Role; label: string }[] = [
  { value: 'viewer', label: 'viewer: reads' },
  { value: 'operator', label: 'operator: also triggers and cancels' },
  { value: 'editor', label: 'editor: also pushes and changes Dags' },
  { value: 'admin', label: 'admin: everything' },
];

/** Makes a token and shows its secret, once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [project, setProject] = useState<string | null>(null);
  const projects = useProjects();
  const create = useCreateToken();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate({ name: name.trim(), role, project: project ?? undefined });
  };
  const secret = create.data?.secret;
  if (secret !== undefined) {
    return (
      <Dialog onClose={onClose} title="Copy the token now" closeOnClickOutside={false}>
        <p className={styles.text}>It is shown only this once.</p>
        <pre className={styles.secret}>{secret}</pre>
        <div className={styles.buttons}>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>Done</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} title="New token">
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="Name"
          description="What will use it"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Select
          label="Role"
          data={ROLES}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole(value ?? 'viewer')}
        />
        <Select
          label="Project"
          placeholder="All of yours"
          data={(projects.data ?? []).map((p) => p.name)}
          value={project}
          onChange={setProject}
          searchable
          clearable
        />
        {create.isError && <Problems error={create.error} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
