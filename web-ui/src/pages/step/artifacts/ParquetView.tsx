import { useQuery } from '@tanstack/react-query';

import { downloads } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { Artifact } from '../../../api/types';
import { Loading } from '../../../ui/Loading';
import { Empty } from '../../../ui/Layout';
import { COLUMNS, ROWS, RowsTable } from './RowsTable';
import { readParquetFile } from './readParquetFile';

/** The first rows of a Parquet file, of which only the needed parts are sent for. */
export function ParquetView({ attempt, artifact }: { attempt: string; artifact: Artifact }) {
  const table = useQuery({
    queryKey: keys.artifactStart(attempt, artifact.path),
    queryFn: ({ signal }) =>
      readParquetFile(
        {
          address: new URL(downloads.artifact(attempt, artifact.path), window.location.href).href,
          size: artifact.size,
          most: { rows: ROWS, columns: COLUMNS },
        },
        signal,
      ),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  if (table.isError) return <Empty title="There is no preview of this file">{table.error.message}</Empty>;
  if (table.data === undefined) return <Loading />;
  const { rows, total, columns } = table.data;
  return (
    <RowsTable
      {...table.data}
      columns={columns}
      count={
        rows.length < total
          ? `The first ${rows.length} of ${total.toLocaleString('en')} rows; download the file for all of them.`
          : `${rows.length} rows`
      }
    />
  );
}
