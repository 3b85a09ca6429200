import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';

import { Dialog } from '../../ui/Dialog';
import { Problems } from '../../ui/Problems';
import { isComplete, nameFlaw, valueFlaw } from './rules';
import styles from './SecretsPage.module.css';
import { useSetSecret } from './useSecrets';

interface Props {
  project: string;
  /** The secret that gets a new value; empty for a new one. */
  name: string;
  onClose: () => void;
}

/** Sets a value, which nobody will see again. */
export function SetSecretDialog({ project, name: given, onClose }: Props) {
  const [name, setName] = useState(given);
  const [value, setValue] = useState('');
  const set = useSetSecret(project);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    set.mutate({ name, value }, { onSuccess: onClose });
  };
  return (
    <Dialog onClose={onClose} title={given === '' ? 'New secret' : `New value of ${given}`}>
      <form className={styles.form} onSubmit={submit}>
        {given === '' && (
          <TextInput
            label="Name"
            description="As a step’s secrets name it"
            value={name}
            error={nameFlaw(name)}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            data-autofocus
          />
        )}
        <PasswordInput
          label="Value"
          description="Encrypted, and never shown again"
          value={value}
          error={valueFlaw(value)}
          onChange={(event) => setValue(event.currentTarget.value)}
          autoComplete="off"
          required
          data-autofocus={given !== '' || undefined}
        />
        {set.isError && <Problems error={set.error} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={set.isPending} disabled={!isComplete(name, value)}>
            Set
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
