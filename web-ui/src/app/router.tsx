import { createBrowserRouter, Navigate } from 'react-router';

import { BASE } from '../api/base';
import { Loading } from '../ui/Loading';
import { Shell } from './Shell';
import { RouteError } from './RouteError';

export const router = createBrowserRouter(
  [
    {
      errorElement: <RouteError />,
      HydrateFallback: Loading,
      children: [
        {
          path: '/login',
          lazy: async () => ({ Component: (await import('../pages/login/LoginPage')).LoginPage }),
        },
        {
          lazy: async () => ({ Component: (await import('../pages/report/ReportShell')).ReportShell }),
          children: [
            {
              errorElement: <RouteError />,
              children: [
                {
                  path: '/reports/:project/:dag/:step',
                  lazy: async () => ({
                    Component: (await import('../pages/report/LatestReportPage')).LatestReportPage,
                  }),
                },
                {
                  path: '/runs/:run/steps/:step/report',
                  lazy: async () => ({
                    Component: (await import('../pages/report/AttemptReportPage')).AttemptReportPage,
                  }),
                },
              ],
            },
          ],
        },
        {
          element: <Shell />,
          children: [
            {
              errorElement: <RouteError />,
              children: [
                { index: true, element: <Navigate to="/dags" replace /> },
                {
                  path: '/dags',
                  lazy: async () => ({ Component: (await import('../pages/dags/DagsPage')).DagsPage }),
                },
                {
                  path: '/projects/:project/dags/:dag',
                  lazy: async () => ({ Component: (await import('../pages/dag/DagPage')).DagPage }),
                },
                {
                  path: '/projects/:project/deployments',
                  lazy: async () => ({
                    Component: (await import('../pages/deployments/DeploymentsPage')).DeploymentsPage,
                  }),
                },
                {
                  path: '/projects/:project/secrets',
                  lazy: async () => ({
                    Component: (await import('../pages/secrets/SecretsPage')).SecretsPage,
                  }),
                },
                {
                  path: '/projects/:project/settings',
                  lazy: async () => ({
                    Component: (await import('../pages/settings/SettingsPage')).SettingsPage,
                  }),
                },
                {
                  path: '/runs',
                  lazy: async () => ({ Component: (await import('../pages/runs/RunsPage')).RunsPage }),
                },
                {
                  path: '/runs/:run',
                  lazy: async () => ({ Component: (await import('../pages/run/RunPage')).RunPage }),
                },
                {
                  path: '/runs/:run/steps/:step',
                  lazy: async () => ({ Component: (await import('../pages/step/StepPage')).StepPage }),
                },
                {
                  path: '/workers',
                  lazy: async () => ({
                    Component: (await import('../pages/workers/WorkersPage')).WorkersPage,
                  }),
                },
                {
                  path: '/tokens',
                  lazy: async () => ({ Component: (await import('../pages/tokens/TokensPage')).TokensPage }),
                },
                {
                  path: '*',
                  lazy: async () => ({ Component: (await import('./NotFoundPage')).NotFoundPage }),
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  { basename: BASE || '/' },
);
