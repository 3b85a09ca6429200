import { startWorker } from '../../../graph/worker';
import type { ParquetTable } from './parquet';
import type { ParquetAnswer, ParquetRequest } from './parquetWorker';
import workerUrl from './parquetWorker.ts?worker&url';

/** A file that takes longer is likely made to do so. */
const MOST_MILLIS = 30_000;

/** Reads the beginning of a Parquet file in a worker of its own, which ends with it. */
export function readParquetFile(asked: ParquetRequest, signal: AbortSignal): Promise<ParquetTable> {
  const worker = startWorker(workerUrl, { type: 'module' });
  return new Promise<ParquetTable>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`This Parquet file cannot be shown: ${reason}.`));
    const timer = setTimeout(() => fail('reading it took too long'), MOST_MILLIS);
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    worker.onerror = () => fail('its reader failed');
    worker.onmessage = ({ data }: MessageEvent<ParquetAnswer>) => {
      clearTimeout(timer);
      if ('table' in data) resolve(data.table);
      else fail(data.error);
    };
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}
