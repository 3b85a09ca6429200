import { describe, expect, it } from 'vitest';

import { judge } from './audit-report.js';

/** @type {(severity: string, via: unknown[], fixAvailable: boolean) => object} */
const advisory = (severity, via, fixAvailable) => ({ severity, via, fixAvailable, range: '<2.0.0' });

describe('judge', () => {
  it('names each package with an advisory, the worst first', () => {
    const report = {
      auditReportVersion: 2,
      vulnerabilities: {
        slow: { name: 'slow', ...advisory('low', ['deep'], false) },
        deep: {
          name: 'deep',
          ...advisory('critical', [{ title: 'runs what it reads', url: 'https://example.org/1' }], true),
        },
      },
    };
    expect(judge(JSON.stringify(report))).toEqual({
      asked: true,
      reason: '',
      findings: [
        'critical: deep <2.0.0: runs what it reads (https://example.org/1); npm audit fix has a version without it',
        'low: slow <2.0.0: through deep; there is no version without it yet',
      ],
    });
  });

  it('finds nothing in a clean report', () => {
    expect(judge('{"auditReportVersion": 2, "vulnerabilities": {}}')).toEqual({
      asked: true,
      findings: [],
      reason: '',
    });
  });

  it.each([
    ['{"message": "405 Method Not Allowed", "error": {"summary": ""}}', '405 Method Not Allowed'],
    ['{"error": {"code": "ENOTFOUND", "summary": "request failed"}}', 'request failed'],
    ['{"vulnerabilities": null}', 'the registry gave no report'],
    ['null', 'the registry gave no report'],
    ['', 'npm printed no report'],
  ])('distinguishes a registry that did not answer from one without advisories: %s', (text, reason) => {
    expect(judge(text)).toEqual({ asked: false, findings: [], reason });
  });
});
