import { Button, Modal } from '@mantine/core';

import type { Run, StepRun } from '../../api/types';
import { Problems } from '../../ui/Problems';
import { cancelConsequences } from './describe';
import styles from './RunPage.module.css';
import { useCancelRun } from './useRun';

interface Props {
  run: Run;
  steps: StepRun[];
  onClose: () => void;
}

/** Says what cancelling touches, then does it. */
export function CancelDialog({ run, steps, onClose }: Props) {
  const cancel = useCancelRun(run.id);
  return (
    <Modal opened onClose={onClose} title={`Cancel this run of ${run.dag}?`} centered>
      <ul className={styles.consequences}>
        {cancelConsequences(steps).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {cancel.isError && <Problems error={cancel.error} />}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it running
        </Button>
        <Button
          color="red"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined, { onSuccess: onClose })}
        >
          Cancel the run
        </Button>
      </div>
    </Modal>
  );
}
