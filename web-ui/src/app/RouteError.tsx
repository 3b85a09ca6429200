import { useRouteError } from 'react-router';

import { localProblem, ProblemError } from '../api/problem';
import { Page } from '../ui/Layout';
import { Problems } from '../ui/Problems';

/** After an update of the server the parts of the page that were not loaded yet have other names. */
function explain(error: unknown): unknown {
  if (error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)) {
    return new ProblemError(
      localProblem(
        'PAGE_OUTDATED',
        'This page is from an older version',
        'A part of the application could not be loaded.',
        'Reload the page.',
      ),
    );
  }
  return error;
}

export function RouteError() {
  const error = useRouteError();
  return (
    <Page title="This page failed">
      <Problems error={explain(error)} onRetry={() => window.location.reload()} />
    </Page>
  );
}
