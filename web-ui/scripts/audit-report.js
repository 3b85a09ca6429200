// Reads what `npm audit --json` printed. Pure, so that it is tested without a registry.

const SHOWN = ['critical', 'high', 'moderate', 'low', 'info'];

/**
 * Judges the report.
 *
 * @param {string} text what npm printed on its standard output
 * @returns {{ asked: boolean, findings: string[], reason: string }} whether the registry answered, one line for each
 *   package with an advisory, worst first, and why the registry did not answer
 */
export function judge(text) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return { asked: false, findings: [], reason: 'npm printed no report' };
  }
  if (typeof report?.vulnerabilities !== 'object' || report.vulnerabilities === null) {
    const reason = report?.message || report?.error?.summary || 'the registry gave no report';
    return { asked: false, findings: [], reason: String(reason) };
  }
  const found = Object.values(report.vulnerabilities);
  found.sort((a, b) => SHOWN.indexOf(a.severity) - SHOWN.indexOf(b.severity) || a.name.localeCompare(b.name));
  return { asked: true, findings: found.map(line), reason: '' };
}

/** @param {any} finding */
function line(finding) {
  const advisories = finding.via
    .map((/** @type {any} */ via) =>
      typeof via === 'string' ? `through ${via}` : `${via.title} (${via.url})`,
    )
    .join('; ');
  const fix = finding.fixAvailable
    ? 'npm audit fix has a version without it'
    : 'there is no version without it yet';
  return `${finding.severity}: ${finding.name} ${finding.range}: ${advisories}; ${fix}`;
}
