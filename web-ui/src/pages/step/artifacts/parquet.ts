import { parquetMetadataAsync, parquetRead, parquetSchema, type SchemaTree } from 'hyparquet';
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from 'hyparquet-compressors';

/** The beginning of a Parquet file. */
export interface ParquetTable {
  header: string[];
  types: string[];
  rows: string[][];
  /** Of each column: whether its values are numbers. */
  numeric: boolean[];
  /** Rows of the whole file. */
  total: number;
  /** Columns of the whole file. */
  columns: number;
}

export type ReadBytes = (start: number, end: number) => Promise<ArrayBuffer>;

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_CHARACTERS = 500;

/** Snappy is left to hyparquet: the other one is WebAssembly, which the policy of the application does not allow. */
const COMPRESSORS = {
  GZIP: decompressGzip,
  BROTLI: decompressBrotli,
  ZSTD: (input: Uint8Array) => decompressZstd(input),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

/** Reads the first rows of the first row group, and nothing when that needs more than 32 MiB. */
export async function readParquet(
  size: number,
  read: ReadBytes,
  most: { rows: number; columns: number },
): Promise<ParquetTable> {
  let bytes = 0;
  const file = {
    byteLength: size,
    slice: (start: number, end = size) => {
      bytes += end - start;
      if (bytes > MOST_BYTES) throw new Error('its first rows need more than 32 MiB');
      return read(start, end);
    },
  };
  const metadata = await parquetMetadataAsync(file, { initialFetchSize: 64 * 1024 });
  const all = parquetSchema(metadata).children;
  const shown = all.slice(0, most.columns);
  const group = Number(metadata.row_groups[0]?.num_rows ?? 0);
  let values: unknown[][] = [];
  if (group > 0 && shown.length > 0)
    await parquetRead({
      file,
      metadata,
      compressors: COMPRESSORS,
      columns: shown.map(({ element }) => element.name),
      rowEnd: Math.min(most.rows, group),
      useOffsetIndex: true,
      onComplete: (rows) => {
        values = rows;
      },
    });
  return {
    header: shown.map(({ element }) => element.name),
    types: shown.map(typeOf),
    rows: values.map((row) => shown.map((_, i) => textOf(row[i]))),
    numeric: shown.map((_, i) => isNumeric(values.map((row) => row[i]))),
    total: Number(metadata.num_rows),
    columns: all.length,
  };
}

function typeOf({ element, children }: SchemaTree): string {
  const { logical_type: logical, converted_type: converted, type } = element;
  const name = (logical?.type ?? converted ?? (children.length > 0 ? 'struct' : type) ?? '').toLowerCase();
  if (name === 'decimal') return `decimal(${element.precision ?? '?'}, ${element.scale ?? 0})`;
  return name === 'utf8' ? 'string' : name === 'integer' ? (type ?? name).toLowerCase() : name;
}

function isNumeric(values: unknown[]): boolean {
  const filled = values.filter((value) => value !== null && value !== undefined);
  return filled.length > 0 && filled.every((value) => typeof value === 'number' || typeof value === 'bigint');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
  if (value instanceof Uint8Array)
    return Array.from(value.subarray(0, 32), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const text = typeof value === 'object' ? jsonOf(value) : plainOf(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function plainOf(value: unknown): string {
  return typeof value === 'string' ? value : `${value as number | bigint | boolean}`;
}

function jsonOf(value: object): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}
