export const MAX_FRAME_HEIGHT = 4000;

/**
 * The height that a message asks for, or undefined when it is not from the frame or says something else. A frame is
 * foreign code on an opaque origin: nothing but one number is taken from it.
 */
export function frameHeight(
  event: Pick<MessageEvent<unknown>, 'source' | 'data'>,
  frame: Window | null,
): number | undefined {
  if (frame === null || event.source !== frame) return undefined;
  const data = event.data;
  if (typeof data !== 'object' || data === null || !('height' in data)) return undefined;
  const height = data.height;
  if (typeof height !== 'number' || !Number.isFinite(height)) return undefined;
  return Math.min(MAX_FRAME_HEIGHT, Math.max(0, Math.ceil(height)));
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
