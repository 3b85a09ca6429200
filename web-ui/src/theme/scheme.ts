/** Sets light or dark before the first paint; Mantine does it only after mounting, which would flash. */
export function applyStoredScheme(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem('millrace-color-scheme');
  } catch {
    // Storage may be forbidden; the system's scheme is used then.
  }
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = stored === 'light' || stored === 'dark' ? stored : systemDark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
}
