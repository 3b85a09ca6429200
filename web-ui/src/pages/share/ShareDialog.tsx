import { Button, CopyButton, Select } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Link } from 'react-router';

import { BASE } from '../../api/base';
import { links } from '../../app/links';
import { Dialog } from '../../ui/Dialog';
import { Fetched } from '../../ui/Fetched';
import { Problems } from '../../ui/Problems';
import { useSettings } from '../settings/useSettings';
import styles from './ShareDialog.module.css';
import { useCreateShareLink } from './useShareLinks';

export interface Shared {
  project: string;
  dag: string;
  step: string;
  attempt: string;
}

interface Props extends Shared {
  /** What is chosen at first: the latest successful run, or this attempt. */
  latest: boolean;
  onClose: () => void;
}

const TARGETS = [
  { value: 'latest', label: 'The latest successful run, whenever it is opened' },
  { value: 'attempt', label: 'This attempt' },
];
const DAYS = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
];

/** Makes a link that shows the report without a login, where the project allows it. */
export function ShareDialog(props: Props) {
  const settings = useSettings(props.project);
  return (
    <Dialog onClose={props.onClose} title="Share this report" closeOnClickOutside={false}>
      <Fetched query={settings}>
        {({ shareLinks }) =>
          shareLinks ? (
            <NewLink {...props} />
          ) : (
            <>
              <p className={styles.text}>
                This project does not allow share links. Its administrators allow them in the{' '}
                <Link to={links.settings(props.project)}>settings</Link>.
              </p>
              <div className={styles.buttons}>
                <Button variant="default" onClick={props.onClose}>
                  Close
                </Button>
              </div>
            </>
          )
        }
      </Fetched>
    </Dialog>
  );
}

function NewLink({ project, dag, step, attempt, latest, onClose }: Props) {
  const [target, setTarget] = useState(latest ? 'latest' : 'attempt');
  const [days, setDays] = useState('7');
  const create = useCreateShareLink(project);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate({ ...(target === 'latest' ? { dag, step } : { attempt }), days: Number(days) });
  };
  const made = create.data;
  if (made?.path !== undefined)
    return <Address address={made.url ?? window.location.origin + BASE + made.path} onClose={onClose} />;
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.text}>
        Everyone who has the link sees the report without a login: its texts and outputs, no code, parameters
        or log.
      </p>
      <Select
        label="What it shows"
        data={TARGETS}
        value={target}
        allowDeselect={false}
        onChange={(value) => setTarget(value ?? 'latest')}
      />
      <Select
        label="Valid for"
        data={DAYS}
        value={days}
        allowDeselect={false}
        onChange={(value) => setDays(value ?? '7')}
      />
      {create.isError && <Problems error={create.error} />}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={create.isPending}>
          Make link
        </Button>
      </div>
    </form>
  );
}

function Address({ address, onClose }: { address: string; onClose: () => void }) {
  return (
    <>
      <p className={styles.text}>
        The link is shown only this once. It is revoked on the project’s settings page.
      </p>
      <pre className={styles.address}>{address}</pre>
      <div className={styles.buttons}>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>Done</Button>
      </div>
    </>
  );
}
