import type { PartKind } from './rows';

export const PART_WORDS: Record<PartKind, string> = {
  dependencies: 'Waiting for dependencies',
  retry: 'Waiting for the retry',
  queued: 'Queued',
  files: 'Files',
  environment: 'Environment',
  kernel: 'Kernel',
  running: 'Running',
  publishing: 'Publishing files',
};
