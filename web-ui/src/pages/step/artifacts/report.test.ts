import { expect, it } from 'vitest';

import { isReport } from './report';

it.each([
  ['report.html', true],
  ['out/Report.pdf', true],
  ['out/report.csv', false],
  ['reports/july/sales.csv', true],
  ['out/report/plot.png', true],
  ['out/my-report.html', false],
  ['reports', false],
  ['myreports/a.png', false],
])('%s is a report: %s', (path, expected) => {
  expect(isReport(path)).toBe(expected);
});
