import { readParquet, type ParquetTable, type ReadBytes } from './parquet';

export interface ParquetRequest {
  address: string;
  size: number;
  most: { rows: number; columns: number };
}

export type ParquetAnswer = { table: ParquetTable } | { error: string };

addEventListener('message', (event: MessageEvent<ParquetRequest>) => {
  const { address, size, most } = event.data;
  void readParquet(size, ranges(address), most)
    .then((table): ParquetAnswer => ({ table }))
    .catch((error: unknown): ParquetAnswer => ({ error: error instanceof Error ? error.message : 'unknown' }))
    .then((answer) => postMessage(answer));
});

function ranges(address: string): ReadBytes {
  return async (start, end) => {
    // A worker has none of the application's client.
    // eslint-disable-next-line no-restricted-globals
    const answer = await fetch(address, {
      headers: { Range: `bytes=${start}-${end - 1}` },
      credentials: 'same-origin',
    });
    if (answer.status !== 206) throw new Error(`the server did not send a part of it (${answer.status})`);
    return answer.arrayBuffer();
  };
}
