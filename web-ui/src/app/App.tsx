import '@mantine/core/styles.css';
import '../theme/tokens.css';
import '../theme/base.css';

import { createTheme, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';

import { LiveProvider } from '../live/LiveProvider';
import { queryClient } from './queryClient';
import { router } from './router';

const theme = createTheme({
  primaryColor: 'teal',
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  cursorType: 'pointer',
  components: {
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
const colorScheme = localStorageColorSchemeManager({ key: 'millrace-color-scheme' });

export function App() {
  return (
    // Its variables and classes stand in theme/base.css: the provider would write them as markup at run time.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <LiveProvider>
          <RouterProvider router={router} />
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
