import { useQuery } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';

import { api, downloads } from '../../../api/endpoints';
import { parseValue, type Json } from '../../../api/json';
import { keys } from '../../../api/keys';
import type { Artifact } from '../../../api/types';
import { Code } from '../../../notebook/Code';
import { rasterAddress } from '../../../notebook/images';
import { OutputFrame } from '../../../notebook/OutputFrame';
import { fileWithin } from '../../../notebook/useOutputFrame';
import { Fetched } from '../../../ui/Fetched';
import { formatBytes } from '../../../ui/format';
import { Empty } from '../../../ui/Layout';
import { Loading } from '../../../ui/Loading';
import { SidePanel } from '../../../ui/SidePanel';
import { readCsv } from './csv';
import { JsonTree } from './JsonTree';
import { kindOf, LIMITS, type Kind } from './kind';
import { languageOfFile } from './languageOfFile';
import { ParquetView } from './ParquetView';
import styles from './Preview.module.css';
import { NotebookFileView } from './NotebookFileView';
import { COLUMNS, ROWS, RowsTable } from './RowsTable';

/** Most files are none. */
const PdfView = lazy(async () => ({ default: (await import('./PdfView')).PdfView }));

/** What is read from its beginning. */
type FileKind = Exclude<Kind, 'parquet' | 'html'>;

interface Props {
  attempt: string;
  artifact: Artifact;
  onClose: () => void;
}

/** A published file beside the page: what is in it, as far as it can be shown, its size and its digest. */
export function ArtifactPreview({ attempt, artifact, onClose }: Props) {
  const kind = kindOf(artifact);
  return (
    <SidePanel title={artifact.path} onClose={onClose}>
      <div className={styles.facts}>
        <span>{formatBytes(artifact.size)}</span>
        <span>{artifact.mediaType}</span>
        <code title={artifact.digest}>{artifact.digest.slice(0, 12)}</code>
        <Button
          component="a"
          href={downloads.artifact(attempt, artifact.path)}
          download
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} />}
        >
          Download
        </Button>
      </div>
      {artifact.size === 0 ? (
        <Empty title="This file is empty">It has no bytes.</Empty>
      ) : kind === undefined ? (
        <Empty title="There is no preview of this file">Download it to see what is in it.</Empty>
      ) : kind === 'parquet' ? (
        <ParquetView attempt={attempt} artifact={artifact} />
      ) : kind === 'html' ? (
        <OutputFrame
          place={{ attempt, within: fileWithin(artifact.path), rich: artifact.digest }}
          title={`Page: ${artifact.path}`}
          open
        />
      ) : (
        <Content attempt={attempt} artifact={artifact} kind={kind} />
      )}
    </SidePanel>
  );
}

function Content({ attempt, artifact, kind }: Omit<Props, 'onClose'> & { kind: FileKind }) {
  const start = useQuery({
    queryKey: keys.artifactStart(attempt, artifact.path),
    queryFn: ({ signal }) =>
      api.artifactStart(attempt, artifact.path, Math.min(LIMITS[kind], artifact.size), signal),
    // A published file never changes.
    staleTime: Infinity,
    gcTime: 60_000,
  });
  return (
    <Fetched query={start}>
      {({ bytes, whole }) => {
        switch (kind) {
          case 'image':
            return <Picture bytes={bytes} artifact={artifact} />;
          case 'table':
            return <Table text={textOf(bytes)} whole={whole} />;
          case 'notebook':
            return <NotebookFileView attempt={attempt} text={textOf(bytes)} />;
          case 'pdf':
            return (
              <Suspense fallback={<Loading />}>
                <PdfView bytes={bytes} name={artifact.path} />
              </Suspense>
            );
          case 'json':
            return <JsonContent text={textOf(bytes)} />;
          case 'text':
            return <Text text={textOf(bytes)} path={artifact.path} whole={whole} />;
        }
      }}
    </Fetched>
  );
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder().decode(bytes);
}

function Picture({ bytes, artifact }: { bytes: Uint8Array<ArrayBuffer>; artifact: Artifact }) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return (
    <img
      className={styles.image}
      src={rasterAddress(artifact.mediaType ?? '', btoa(binary))}
      alt={artifact.path}
    />
  );
}

function Table({ text, whole }: { text: string; whole: boolean }) {
  const { header, rows, numeric, more } = readCsv(text, ROWS, whole);
  return (
    <RowsTable
      header={header.slice(0, COLUMNS)}
      types={numeric.map((isNumber) => (isNumber ? 'number' : 'text'))}
      rows={rows}
      numeric={numeric}
      columns={header.length}
      count={
        more ? `The first ${rows.length} rows; download the file for all of them.` : `${rows.length} rows`
      }
    />
  );
}

export function JsonContent({ text }: { text: string }) {
  let value: Json;
  try {
    value = parseValue(text);
  } catch {
    return (
      <>
        <p className={styles.note}>This cannot be read as JSON; it is shown as text.</p>
        <Code code={text.slice(0, LIMITS.text)} language="none" label="Content" />
      </>
    );
  }
  return (
    <div className={styles.tree}>
      <JsonTree value={value} open={2} />
    </div>
  );
}

function Text({ text, path, whole }: { text: string; path: string; whole: boolean }) {
  return (
    <>
      <Code code={text} language={languageOfFile(path)} label="Content" />
      {!whole && <p className={styles.note}>The first MiB; download the file for all of it.</p>}
    </>
  );
}
