/** A browser shows more frames than that slowly: each is a page of its own. */
export const MOST_FRAMES = 20;

interface Loaded {
  /** How far it is from the middle of the window, in pixels. */
  distance: () => number;
  unload: () => void;
}

/** The frames that are loaded now. The farthest one is unloaded when there are too many. */
export class LoadedFrames {
  private readonly loaded = new Set<Loaded>();

  /** @returns what to call when the frame is gone */
  add(frame: Loaded): () => void {
    this.loaded.add(frame);
    if (this.loaded.size > MOST_FRAMES) this.unloadFarthest();
    return () => this.loaded.delete(frame);
  }

  private unloadFarthest(): void {
    const [farthest] = [...this.loaded]
      .map((frame) => ({ frame, distance: frame.distance() }))
      .sort((a, b) => b.distance - a.distance);
    if (farthest === undefined) return;
    this.loaded.delete(farthest.frame);
    farthest.frame.unload();
  }
}
