import { useLiveState } from '../live/LiveContext';
import styles from './Shell.module.css';

/** Says that what is on the page may be old. */
export function ConnectionNote() {
  const state = useLiveState();
  return (
    <div role="status" className={styles.note} data-shown={state === 'waiting' || undefined}>
      {state === 'waiting' &&
        'The live connection is interrupted. Trying again; what you see may be a few seconds old.'}
    </div>
  );
}
