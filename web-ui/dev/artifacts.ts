import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';

import { pdf } from './pdf.ts';

interface Published {
  path: string;
  digest: string;
  mediaType: string;
  content: Buffer;
}

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const ROWS = Array.from({ length: 1000 }, (_, i) => `${i},"film, ${i}",${(i * 1.37).toFixed(2)}`);

/** Lists of 150 lists. */
function nested(levels: number): unknown {
  return levels === 0 ? 1 : new Array<unknown>(150).fill(nested(levels - 1));
}

function sample(name: string): Buffer {
  return readFileSync(new URL(`samples/${name}`, import.meta.url));
}

const NOTEBOOK = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' } },
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Summary\n', 'Ratings of **400** users.'] },
    {
      cell_type: 'code',
      execution_count: 1,
      metadata: {},
      source: 'display(table)\nprint("done")',
      outputs: [
        {
          output_type: 'display_data',
          metadata: {},
          data: {
            'text/html':
              '<script>document.title = "taken over"</script><img src=x onerror="document.title=1">',
            'text/plain': '   user  film\n0     1     7',
          },
        },
        { output_type: 'display_data', metadata: {}, data: { 'image/png': PIXEL, 'text/plain': 'plot' } },
        { output_type: 'stream', name: 'stdout', text: ['done\n'] },
      ],
    },
  ],
};

/** What a step wrote and did not publish. */
export function unpublished(step: string): string[] {
  return step === 'train'
    ? ['cache/features[1].bin', 'tmp/fold-1.csv', 'tmp/fold-2.csv', 'tmp/fold-3.csv', 'tmp/fold-4.csv']
    : [];
}

/** What a step published. */
export function published(step: string): Published[] {
  if (step !== 'train') return [];
  const file = (path: string, mediaType: string, content: string | Buffer): Published => ({
    path,
    mediaType,
    digest: 'f'.repeat(64),
    content: typeof content === 'string' ? Buffer.from(content) : content,
  });
  return [
    file('models/model.npy', 'application/octet-stream', Buffer.alloc(384_128)),
    file('out/ratings.csv', 'text/csv', `user,film,rating\n${ROWS.join('\n')}\n`),
    file(
      'out/metrics.json',
      'application/json',
      '{"rmse": 0.8021, "seed": 98765432109876543210, "folds": [{"rmse": 0.81}, {"rmse": 0.79}]}',
    ),
    file('out/big.json', 'application/json', JSON.stringify(nested(3))),
    file('out/plot.png', 'image/png', Buffer.from(PIXEL, 'base64')),
    file(
      'out/page.html',
      'text/html',
      '<h1>Sales</h1><script>document.title = "taken over"; parent.document.title = "taken over"</script>',
    ),
    file('out/ratings.parquet', 'application/octet-stream', sample('ratings-zstd.parquet')),
    file('out/no.parquet', 'application/octet-stream', 'this is none'),
    file(
      'reports/slides.pdf',
      'application/pdf',
      pdf(Array.from({ length: 22 }, (_, i) => `Slide ${i + 1}`)),
    ),
    file('out/empty.html', 'text/html', ''),
    file('out/no.pdf', 'application/pdf', 'this is none'),
    file('reports/summary.ipynb', 'application/x-ipynb+json', JSON.stringify(NOTEBOOK)),
    file('out/broken.json', 'application/json', '{"a": '),
  ];
}
