// Asks the registry for advisories about what package-lock.json names. Fails on a finding; a registry that cannot be
// asked is reported and is no failure, because tests must pass without a network.
import { spawnSync } from 'node:child_process';

import { judge } from './audit-report.js';

const npm = spawnSync(
  'npm',
  ['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000'],
  { encoding: 'utf8', timeout: 60_000 },
);
const { asked, findings, reason } = judge(npm.stdout ?? '');
if (!asked) {
  console.warn(`npm audit: nothing was checked, the registry did not answer (${reason})`);
} else if (findings.length === 0) {
  console.log('npm audit: no advisory is about a package of package-lock.json');
} else {
  console.error(`npm audit: ${findings.length} packages of package-lock.json have advisories`);
  findings.forEach((finding) => console.error(`  ${finding}`));
  process.exit(1);
}
