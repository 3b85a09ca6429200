/** The beginning of a table. */
export interface CsvTable {
  header: string[];
  rows: string[][];
  /** Of each column: whether all that is in it are numbers. */
  numeric: boolean[];
  /** There is more than is here. */
  more: boolean;
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Reads the beginning of a file with separated values by RFC 4180, with the delimiter that its first line has most of.
 *
 * @param whole whether the text is all of the file; else its last row, which may be cut, is left out
 */
export function readCsv(text: string, rows: number, whole: boolean): CsvTable {
  const content = text.replace(/^\uFEFF/, '');
  const firstLine = content.slice(0, content.indexOf('\n') + 1 || content.length);
  const count = (delimiter: string) => firstLine.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
  const records = recordsOf(content, delimiter, rows + 2);
  const complete = whole || records.length === rows + 2 ? records : records.slice(0, -1);
  const [header = [], ...all] = complete;
  const shown = all.slice(0, rows);
  return {
    header,
    rows: shown,
    numeric: header.map((_, i) => isNumeric(shown.map((row) => row[i] ?? ''))),
    more: !whole || all.length > rows,
  };
}

function isNumeric(values: string[]): boolean {
  const filled = values.filter((value) => value.trim() !== '');
  return (
    filled.length > 0 &&
    filled.every((value) => /^[-+]?(?:\d[\d_,]*)?\.?\d+(?:e[-+]?\d+)?%?$/i.test(value.trim()))
  );
}

function recordsOf(text: string, delimiter: string, most: number): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length && records.length < most) {
    const { value, end } = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter);
    record.push(value);
    if (text[end] === delimiter && end < text.length) {
      at = end + 1;
      if (at < text.length) continue;
      record.push('');
    }
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    records.push(record);
    record = [];
  }
  return records;
}

function plain(text: string, begin: number, delimiter: string): { value: string; end: number } {
  let end = begin;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
  const stop = text[end] !== delimiter && text[end - 1] === '\r' && end > begin ? end - 1 : end;
  return { value: text.slice(begin, stop), end: stop };
}

function quoted(text: string, begin: number): { value: string; end: number } {
  let value = '';
  let at = begin + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}
