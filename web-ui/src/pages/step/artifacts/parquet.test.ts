import { expect, it } from 'vitest';

import { readParquet } from './parquet';

const most = { rows: 200, columns: 200 };

const samples = import.meta.glob<string>('../../../../dev/samples/*.parquet', {
  query: '?inline',
  import: 'default',
  eager: true,
});

function sample(compression: string): Uint8Array<ArrayBuffer> {
  const address = samples[`../../../../dev/samples/ratings-${compression}.parquet`] ?? '';
  return Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (c) => c.charCodeAt(0));
}

it.each(['zstd', 'snappy', 'gzip', 'brotli', 'lz4'])(
  'reads the first rows of a file with %s, with their types',
  async (compression) => {
    const file = sample(compression);
    const table = await readParquet(
      file.length,
      (start, end) => Promise.resolve(file.slice(start, end).buffer),
      most,
    );
    expect(table.total).toBe(1000);
    expect(table.rows).toHaveLength(200);
    expect(table.header.slice(0, 3)).toEqual(['user', 'film', 'rating']);
    expect(table.types).toEqual([
      'int64',
      'string',
      'double',
      'timestamp',
      'decimal(10, 2)',
      'list',
      'string',
      'string',
    ]);
    expect(table.rows[199]?.slice(0, 4)).toEqual(['199', 'film, 199', '272.63', '2026-12-01T06:19:00.000Z']);
    expect(table.rows[0]?.[5]).toBe('["a","b"]');
    // A column may have any name.
    expect(table.header[7]).toBe('__proto__');
    expect(table.rows[0]?.[7]).toBe('x');
    expect(table.numeric.slice(0, 4)).toEqual([true, false, true, false]);
  },
);

it('sends for no more than 32 MiB, and not for what is no Parquet', async () => {
  const asked: number[] = [];
  const read = (start: number, end: number) => {
    asked.push(end - start);
    const bytes = new Uint8Array(end - start);
    // A footer that says it is as long as the file.
    bytes.set([0xff, 0xff, 0xff, 0x0f, 0x50, 0x41, 0x52, 0x31], bytes.length - 8);
    return Promise.resolve(bytes.buffer);
  };
  await expect(readParquet(2 ** 30, read, most)).rejects.toThrow('32 MiB');
  expect(asked).toEqual([64 * 1024]);
  const none = () => Promise.resolve(new ArrayBuffer(100));
  await expect(readParquet(100, none, most)).rejects.toThrow('PAR1');
});
