import { Button, Select, Textarea } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import { Dialog } from '../../ui/Dialog';
import { Problems } from '../../ui/Problems';
import { parseObject } from './form';
import styles from './TriggerDialog.module.css';
import { useStartNotebook } from './useStartRun';

interface Props {
  projects: string[];
  onClose: () => void;
}

/** Runs any notebook of a project as it is, without a Dag file. */
export function NotebookDialog({ projects, onClose }: Props) {
  const [project, setProject] = useState(projects[0] ?? '');
  const [notebook, setNotebook] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const notebooks = useQuery({
    queryKey: keys.notebooks(project),
    queryFn: ({ signal }) => api.notebooks(project, signal),
    select: (files) => files.map((file) => file.path),
    enabled: project !== '',
  });
  const start = useStartNotebook();
  const parsed = parseObject(text);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (notebook !== null && 'value' in parsed) start.mutate({ project, notebook, parameters: parsed.value });
  };

  return (
    <Dialog onClose={onClose} title="Run a notebook" size="lg">
      <form className={styles.form} onSubmit={submit} noValidate>
        {projects.length > 1 && (
          <Select
            label="Project"
            data={projects}
            value={project}
            allowDeselect={false}
            onChange={(value) => {
              setProject(value ?? '');
              setNotebook(null);
            }}
          />
        )}
        <Select
          label="Notebook"
          placeholder={notebooks.isPending ? 'Loading…' : 'Choose or search'}
          data={notebooks.data ?? []}
          value={notebook}
          onChange={setNotebook}
          searchable
          nothingFoundMessage="This project has no such notebook"
          withAsterisk
          error={asked && notebook === null ? 'Choose a notebook.' : undefined}
        />
        <Textarea
          label="Parameters"
          description="A JSON object; each name should be declared in the notebook’s parameters cell"
          placeholder='{"rows": 100}'
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={asked && 'error' in parsed ? parsed.error : undefined}
          autosize
          minRows={3}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 13 } }}
        />
        {notebooks.isError && <Problems error={notebooks.error} onRetry={() => void notebooks.refetch()} />}
        {start.isError && <Problems error={start.error} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" leftSection={<IconPlayerPlay size={15} />} loading={start.isPending}>
            Run
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
