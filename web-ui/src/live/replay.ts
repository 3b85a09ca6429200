import type { AttemptEvent, LiveNotebook } from '../api/types';
import { applyNotebookEvent } from './notebookReducer';

/**
 * The events of an attempt that came since its notebook was last read. A reading that was under way while events came
 * may be older than they are: they are applied to it again.
 */
export class Replay {
  private events: AttemptEvent[] = [];

  add(event: AttemptEvent): void {
    if (event.seq > (this.events.at(-1)?.seq ?? 0)) this.events.push(event);
  }

  /** Brings a reading up to date, and forgets what it contains. */
  onto(notebook: LiveNotebook): LiveNotebook {
    this.events = this.events.filter((e) => e.seq > notebook.lastSeq);
    return this.events.reduce((read, event) => applyNotebookEvent(read, event).notebook, notebook);
  }
}
