import { TextInput } from '@mantine/core';
import { useState } from 'react';

import type { Deployment } from '../../api/types';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Fetched } from '../../ui/Fetched';
import { planLines } from './describe';
import styles from './DeploymentsPage.module.css';
import { useRollback, useRollbackPlan } from './useDeployments';

interface Props {
  deployment: Deployment;
  onClose: () => void;
}

/** Shows what would change, then makes an old snapshot the project's state by a new deployment. */
export function RollbackDialog({ deployment, onClose }: Props) {
  const plan = useRollbackPlan(deployment);
  const rollback = useRollback(deployment);
  // The plan names them, and the user has read it.
  const stops = plan.isSuccess && plan.data.plan.stoppedSchedules.length > 0;
  const [reason, setReason] = useState(`Back to deployment ${deployment.number}`);
  return (
    <ConfirmDialog
      title={`Roll back to deployment ${deployment.number}?`}
      keep="Keep the current one"
      act="Roll back"
      ready={plan.isSuccess}
      action={rollback}
      onAct={() => rollback.mutate({ reason: reason.trim(), archive: stops }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className={styles.form}>
        <Fetched query={plan}>
          {(planned) => (
            <div>
              A new deployment with the files of deployment {deployment.number}. Runs that are under way go on
              with the version they began with.
              <ul className={styles.plan}>
                {planLines(planned.plan).map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </div>
          )}
        </Fetched>
        <TextInput
          label="Why"
          description="Shown with the deployment"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </ConfirmDialog>
  );
}
