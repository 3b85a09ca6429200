import { Outlet } from 'react-router';

import { ConnectionNote } from '../../app/ConnectionNote';
import { SignedIn } from '../../app/SignedIn';

/** What is around a report: nothing that is not the report's. */
export function ReportShell() {
  return (
    <SignedIn>
      {() => (
        <main id="content" tabIndex={-1}>
          <ConnectionNote />
          <Outlet />
        </main>
      )}
    </SignedIn>
  );
}
