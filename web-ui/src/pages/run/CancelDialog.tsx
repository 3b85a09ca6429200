import type { Run, StepRun } from '../../api/types';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
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
    <ConfirmDialog
      title={`Cancel this run of ${run.dag}?`}
      keep="Keep it running"
      act="Cancel the run"
      destructive
      action={cancel}
      onAct={() => cancel.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <ul className={styles.consequences}>
        {cancelConsequences(steps).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
