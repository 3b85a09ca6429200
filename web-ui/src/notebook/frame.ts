/** The highest that a frame is ever shown. */
export const MAX_FRAME_HEIGHT = 20_000;

/** What a frame may say: that it is there, or how high its content is. */
export type FrameMessage = { ready: true } | { height: number };

/**
 * What a message says, or undefined when it is not from the frame or says something else. A frame is foreign code on an
 * opaque origin: nothing but one number is taken from it.
 */
export function frameMessage(
  event: Pick<MessageEvent<unknown>, 'source' | 'data'>,
  frame: Window | null,
): FrameMessage | undefined {
  if (frame === null || event.source !== frame) return undefined;
  const data = event.data;
  if (typeof data !== 'object' || data === null) return undefined;
  if ('ready' in data && data.ready === true) return { ready: true };
  if (!('size' in data)) return undefined;
  const height = data.size;
  if (typeof height !== 'number' || !Number.isFinite(height)) return undefined;
  return { height: Math.min(MAX_FRAME_HEIGHT, Math.max(0, Math.ceil(height))) };
}

/** Whether an address may be framed: a path of this server or http(s), nothing that runs here. */
export function isFrameAddress(url: string, base: string): boolean {
  try {
    const { protocol } = new URL(url, base);
    return protocol === 'http:' || protocol === 'https:';
  } catch {
    return false;
  }
}
