import type { IncomingMessage, ServerResponse } from 'node:http';

import type { LiveMessage } from '../src/api/types.ts';
import type { World } from './world.ts';

/** Server-sent events of the topics that are asked for, from the positions that are named. */
export function stream(world: World, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const topics = new Map(
    (url.searchParams.get('topics') ?? '').split(',').map((t) => {
      const [topic = '', seq] = t.split('@');
      return [topic, seq === undefined ? -1 : Number(seq)] as const;
    }),
  );
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const send = (message: LiveMessage) => {
    if (!topics.has(message.topic)) return;
    response.write(`event: ${message.topic.split(':')[0] ?? ''}\ndata: ${JSON.stringify(message)}\n\n`);
  };
  for (const [topic, from] of topics) {
    const [kind = '', id = ''] = topic.split(':');
    const events = kind === 'run' ? world.store.runEvents.get(id) : world.store.attemptEvents.get(id);
    (events ?? []).filter((e) => from >= 0 && e.seq > from).forEach((e) => send({ topic, ...e }));
  }
  response.write(': here\n\n');
  const stop = world.store.listen(send);
  request.on('close', stop);
}
