import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './ConfirmDialog.module.css';
import { Dialog } from './Dialog';
import { Problems } from './Problems';

interface Props {
  title: string;
  /** What the action will touch. */
  children: ReactNode;
  /** What the buttons say that leave things as they are, and that act. */
  keep?: string;
  act: string;
  /** What the action will touch is known. */
  ready?: boolean;
  /** The action takes something away. */
  destructive?: boolean;
  /** The action: whether it is under way, and what went wrong. */
  action: { isPending: boolean; isError: boolean; error: unknown };
  onAct: () => void;
  onClose: () => void;
}

/** Asks before an action with consequences. Doing nothing is what the first key does. */
export function ConfirmDialog(props: Props) {
  const { title, children, keep = 'Keep it', act, ready = true, destructive, action, onAct, onClose } = props;
  return (
    <Dialog onClose={onClose} title={title}>
      <div className={styles.text}>{children}</div>
      {action.isError && <Problems error={action.error} />}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {keep}
        </Button>
        <Button
          color={destructive ? 'red' : undefined}
          disabled={!ready}
          loading={action.isPending}
          onClick={onAct}
        >
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
