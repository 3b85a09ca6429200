import type { Artifact } from '../../../api/types';

/** How a file is shown; a file of another kind can only be downloaded. */
export type Kind = 'image' | 'table' | 'parquet' | 'notebook' | 'json' | 'html' | 'pdf' | 'text';

/** Bytes that are read for a preview; of a text and a table only the first of them, of another kind all. */
export const LIMITS: Record<Exclude<Kind, 'parquet'>, number> = {
  image: 16 * 1024 * 1024,
  table: 1024 * 1024,
  notebook: 10 * 1024 * 1024,
  json: 10 * 1024 * 1024,
  // The server does not show more of a page.
  html: 8 * 1024 * 1024,
  pdf: 32 * 1024 * 1024,
  text: 1024 * 1024,
};

const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const TEXT_ENDINGS =
  /\.(?:txt|log|md|py|r|sh|sql|ya?ml|toml|ini|cfg|conf|xml|css|jsx?|tsx?|java|scala|jl|c|cc|cpp|h|diff|patch|tex|env|lock|svg)$/i;

/** How the file is shown; undefined: there is no preview of its kind, or it is too big for one. */
export function kindOf({ path, mediaType, size }: Artifact): Kind | undefined {
  const kind = byName(path, mediaType ?? '');
  if (kind === undefined || kind === 'parquet' || kind === 'text' || kind === 'table') return kind;
  return size > LIMITS[kind] ? undefined : kind;
}

function byName(path: string, mediaType: string): Kind | undefined {
  if (IMAGES.has(mediaType)) return 'image';
  if (/\.(?:csv|tsv)$/i.test(path) || mediaType === 'text/csv') return 'table';
  if (/\.(?:parquet|pq)$/i.test(path)) return 'parquet';
  if (/\.ipynb$/i.test(path)) return 'notebook';
  if (/\.(?:json|geojson)$/i.test(path) || mediaType === 'application/json') return 'json';
  if (/\.html?$/i.test(path) || mediaType === 'text/html') return 'html';
  if (/\.pdf$/i.test(path) || mediaType === 'application/pdf') return 'pdf';
  return TEXT_ENDINGS.test(path) || mediaType.startsWith('text/') ? 'text' : undefined;
}
