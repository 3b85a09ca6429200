// @vitest-environment jsdom
import { expect, it } from 'vitest';

import { tableCsv } from './tableCsv';

function table(rows: string): HTMLTableElement {
  const page = new DOMParser().parseFromString(`<table>${rows}</table>`, 'text/html');
  const [table] = page.querySelectorAll('table');
  if (table === undefined) throw new Error('no table');
  return table;
}

it('quotes what has commas, quotes or lines of its own', () => {
  const csv = tableCsv(
    table('<tr><th></th><th>a, b</th></tr><tr><th>0</th><td>say "hi"</td></tr><tr><td>  1\n 2 </td></tr>'),
  );
  expect(csv).toBe(',"a, b"\r\n0,"say ""hi"""\r\n1 2,');
});

it('repeats what spans several rows or columns', () => {
  const csv = tableCsv(
    table(
      '<tr><th colspan=2>x</th><th>y</th></tr><tr><th rowspan=2>g</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>',
    ),
  );
  expect(csv).toBe('x,x,y\r\ng,1,2\r\ng,3,4');
});

it('is not held up by a span without end', () => {
  expect(tableCsv(table('<tr><td colspan=999999 rowspan=999999>a</td></tr>')).length).toBeLessThan(3000);
});
