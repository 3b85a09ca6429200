import DOMPurify from 'dompurify';

import { api } from '../api/endpoints';
import { tableCsv } from './tableCsv';

interface Place {
  attempt: string;
  cell: number;
  output: number;
}

/**
 * The tables of an HTML output as CSV, with an empty line between them. The HTML is read again and only its tables are
 * kept: no part of it comes into the page.
 *
 * @throws Error that says so where there is no table
 */
export async function readTables(place: Place): Promise<string> {
  const html = await api.outputHtml(place.attempt, place.cell, place.output);
  const content = DOMPurify.sanitize(html ?? '', {
    ALLOWED_TAGS: ['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
    ALLOWED_ATTR: ['colspan', 'rowspan'],
    RETURN_DOM_FRAGMENT: true,
  });
  const tables = [...content.querySelectorAll('table')].filter((table) => table.rows.length > 0);
  if (tables.length === 0) throw new Error('There is no table in this output.');
  return tables.map(tableCsv).join('\r\n\r\n');
}
