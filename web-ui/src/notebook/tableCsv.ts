/** How the cells of one table row lie; what spans several columns or rows stands in each of them. */
function grid(table: HTMLTableElement): string[][] {
  const rows: string[][] = [];
  const MOST = 1000; // a span beyond it is a mistake, or a trap
  const put = (x: number, y: number, text: string) => {
    const row = (rows[y] ??= []);
    row[x] = text;
  };
  [...table.rows].forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (rows[y]?.[x] !== undefined) x++;
      const text = cell.textContent.trim().replaceAll(/\s+/g, ' ');
      for (let dy = 0; dy < Math.min(cell.rowSpan || 1, MOST) && y + dy < table.rows.length; dy++)
        for (let dx = 0; dx < Math.min(cell.colSpan, MOST); dx++) put(x + dx, y + dy, text);
      x += Math.min(cell.colSpan, MOST);
    }
  });
  return rows;
}

/** A table as CSV by RFC 4180: lines end with CR LF, a field is quoted where it must be. */
export function tableCsv(table: HTMLTableElement): string {
  const rows = grid(table);
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows
    .map((row) => Array.from({ length: width }, (_, x) => field(row[x] ?? '')).join(','))
    .join('\r\n');
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
