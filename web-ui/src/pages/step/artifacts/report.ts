/** Whether a published file is a report for people, by its name: `report.html`, or anything below `report/` or `reports/`. */
export function isReport(path: string): boolean {
  return /(?:^|\/)(?:report\.(?:html?|pdf|ipynb|md|png)$|reports?\/.)/i.test(path);
}
