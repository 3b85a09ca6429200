import { Buffer } from 'node:buffer';

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
    file('out/page.html', 'text/html', '<h1>Report</h1><script>document.title = "taken over"</script>'),
    file('out/broken.json', 'application/json', '{"a": '),
  ];
}
