import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';

import type { Me } from '../api/types';
import { Fetched } from '../ui/Fetched';
import { useMe } from './session';
import styles from './Shell.module.css';

/** What those see who are signed in; the others go to sign in and come back. */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const me = useMe();
  const location = useLocation();
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <Fetched query={me} frame={(notice) => <main className={styles.alone}>{notice}</main>}>
      {(known) => (known === null ? <Navigate to={`/login?next=${next}`} replace /> : children(known))}
    </Fetched>
  );
}
