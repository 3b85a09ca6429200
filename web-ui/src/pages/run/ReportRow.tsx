import type { StepRun } from '../../api/types';
import { ArtifactLink } from '../step/artifacts/ArtifactLink';
import { isReport } from '../step/artifacts/report';
import styles from './RunPage.module.css';
import { useRunArtifacts } from './useRun';

/** Steps are asked one by one for their files. */
const MOST_STEPS = 50;

/** The reports that the run's steps published; nothing where there are none. */
export function ReportRow({ steps }: { steps: StepRun[] }) {
  const succeeded = steps.filter(({ state }) => state === 'succeeded');
  const { rows } = useRunArtifacts(succeeded.length > MOST_STEPS ? [] : succeeded);
  const reports = rows.filter(({ artifact }) => isReport(artifact.path));
  if (reports.length === 0) return null;
  return (
    <nav className={styles.reports} aria-label="Reports of this run">
      <span>Reports</span>
      {reports.map(({ artifact, attempt }) => (
        <ArtifactLink key={`${attempt} ${artifact.path}`} attempt={attempt} artifact={artifact} />
      ))}
    </nav>
  );
}
