import { IconRouteOff } from '@tabler/icons-react';
import { Link } from 'react-router';

import { Empty, Page } from '../ui/Layout';

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <Empty icon={<IconRouteOff size={32} />} title="There is no page at this address">
        It may have been moved, or the link was cut. <Link to="/dags">Go to the Dags</Link>.
      </Empty>
    </Page>
  );
}
