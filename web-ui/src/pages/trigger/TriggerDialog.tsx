import { Button, Textarea, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState, type SyntheticEvent } from 'react';

import type { Dag, JsonObject } from '../../api/types';
import { Dialog } from '../../ui/Dialog';
import { Problems } from '../../ui/Problems';
import { build, check, initialTexts } from './form';
import { ParameterField } from './ParameterField';
import styles from './TriggerDialog.module.css';
import { useStartRun } from './useStartRun';

interface Props {
  dag: Pick<Dag, 'project' | 'name' | 'title' | 'parameters'>;
  /** Values of an earlier run to begin with. */
  given?: JsonObject;
  onClose: () => void;
}

/** Asks for the declared parameters and starts a run. */
export function TriggerDialog({ dag, given, onClose }: Props) {
  const [texts, setTexts] = useState(() => initialTexts(dag.parameters, given));
  const [note, setNote] = useState('');
  const [logicalTime, setLogicalTime] = useState('');
  const [asked, setAsked] = useState(false);
  const start = useStartRun(dag.project, dag.name);
  const built = build(dag.parameters, texts);
  const time = check({ name: 'logicalTime', type: 'datetime', required: false }, logicalTime);
  const timeError = time !== 'absent' && 'error' in time ? time.error : undefined;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(built.errors).length > 0 || timeError !== undefined) return;
    start.mutate({
      parameters: built.parameters,
      note: note.trim() === '' ? undefined : note.trim(),
      logicalTime: time !== 'absent' && 'value' in time ? (time.value as string) : undefined,
    });
  };

  return (
    <Dialog onClose={onClose} title={`Trigger ${dag.title ?? dag.name}`} size="lg">
      <form className={styles.form} onSubmit={submit} noValidate>
        {dag.parameters.length === 0 && <p className={styles.none}>This Dag has no parameters.</p>}
        {dag.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            text={texts[parameter.name] ?? ''}
            error={asked ? built.errors[parameter.name] : undefined}
            onChange={(text) => setTexts({ ...texts, [parameter.name]: text })}
          />
        ))}
        <details className={styles.more}>
          <summary>Note and logical time</summary>
          <Textarea
            label="Note"
            description="Shown with the run"
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={2}
          />
          <TextInput
            label="Logical time"
            description="Now unless given"
            placeholder="2026-11-21T06:00:00Z"
            value={logicalTime}
            error={asked ? timeError : undefined}
            onChange={(event) => setLogicalTime(event.currentTarget.value)}
          />
        </details>
        {start.isError && <Problems error={start.error} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" leftSection={<IconPlayerPlay size={15} />} loading={start.isPending}>
            Trigger
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
