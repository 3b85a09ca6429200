import type {
  Attempt,
  AttemptEvent,
  Dag,
  Gantt,
  JsonObject,
  LiveMessage,
  LiveNotebook,
  Run,
  RunBrief,
  RunEvent,
  StepCounts,
  StepRun,
} from '../src/api/types.ts';
import { seedDags } from './dags.ts';
import { cell, head } from './grid.ts';

type Send = (message: LiveMessage) => void;

/** What the made-up server knows, and the events by which its pages hear of changes. */
export class Store {
  readonly dags: Dag[] = seedDags();
  readonly runs = new Map<string, Run>();
  readonly steps = new Map<string, StepRun[]>();
  readonly attempts = new Map<string, Attempt>();
  readonly notebooks = new Map<string, LiveNotebook>();
  readonly logs = new Map<string, string>();
  /** When attempts of past runs did what. */
  readonly timelines = new Map<string, Gantt['attempts'][number]>();
  readonly runEvents = new Map<string, RunEvent[]>();
  readonly attemptEvents = new Map<string, AttemptEvent[]>();
  private readonly senders = new Set<Send>();
  private ids = 0;
  private changes = 0;

  listen(send: Send): () => void {
    this.senders.add(send);
    return () => this.senders.delete(send);
  }

  id(): string {
    return `0194b2c0-7d1e-7000-8000-${(++this.ids * 7919 + 0xa3f1000).toString(16).padStart(12, '0')}`;
  }

  log(attempt: Attempt, stream: string, text: string): void {
    this.logs.set(attempt.id, (this.logs.get(attempt.id) ?? '') + text);
    this.emitAttempt(attempt, 'log', { stream, text });
  }

  emitRun(run: Run, kind: string, data: RunEvent['data']): void {
    run.counts = zero();
    for (const s of this.steps.get(run.id) ?? []) run.counts[s.state]++;
    const event: RunEvent = {
      seq: ++run.lastEventSeq,
      at: now(),
      kind,
      data: { ...data, counts: run.counts },
    };
    this.runEvents.get(run.id)?.push(event);
    this.send({ topic: `run:${run.id}`, ...event });
    this.emitDag(run, data.step);
    this.send({
      topic: 'runs',
      seq: 0,
      at: now(),
      kind: 'run_changed',
      data: { ...this.remember(run), project: run.project, dag: run.dag },
    });
  }

  /** A change of the Dag's grid: a step's cell, or without a step the whole column. */
  private emitDag(run: Run, step: string | undefined): void {
    const steps = (this.steps.get(run.id) ?? []).filter((s) => step === undefined || s.step === step);
    const seq = ++this.changes;
    const change = { position: `1-1-${seq}`, runs: [{ ...head(run), cells: steps.map(cell) }] };
    this.send({ topic: `dag:${run.dag}`, seq, at: now(), kind: 'grid_changed', data: change });
  }

  /** Brings the Dag's list of last runs up to date. */
  remember(run: Run): RunBrief {
    const { id, state, createdAt, startedAt, endedAt } = run;
    const brief = { id, state, createdAt, startedAt, endedAt };
    for (const dag of this.dags) dag.lastRuns = dag.lastRuns.map((r) => (r.id === id ? brief : r));
    return brief;
  }

  emitAttempt(attempt: Attempt, kind: string, data: JsonObject): void {
    const event: AttemptEvent = { seq: ++attempt.lastEventSeq, at: now(), kind, data };
    this.attemptEvents.get(attempt.id)?.push(event);
    const notebook = this.notebooks.get(attempt.id);
    if (notebook) notebook.lastSeq = event.seq;
    this.send({ topic: `attempt:${attempt.id}`, ...event });
  }

  private send(message: LiveMessage): void {
    this.senders.forEach((send) => send(message));
  }
}

export function zero(): StepCounts {
  return {
    waiting: 0,
    ready: 0,
    running: 0,
    retry_wait: 0,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    upstream_failed: 0,
    cancelled: 0,
  };
}

export function now(): string {
  return new Date().toISOString();
}
