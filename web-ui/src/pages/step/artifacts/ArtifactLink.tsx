import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';

import type { Artifact } from '../../../api/types';
import { ArtifactPreview } from './ArtifactPreview';
import styles from './Preview.module.css';

/** A published file by its path; opens its preview. */
export function ArtifactLink({ attempt, artifact }: { attempt: string; artifact: Artifact }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton className={styles.link} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {artifact.path}
      </UnstyledButton>
      {open && <ArtifactPreview attempt={attempt} artifact={artifact} onClose={() => setOpen(false)} />}
    </>
  );
}
