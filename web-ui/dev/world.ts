import type {
  Attempt,
  AttemptEvent,
  Cell,
  Dag,
  JsonObject,
  LiveMessage,
  LiveNotebook,
  Output,
  Run,
  RunEvent,
  StepDef,
  StepRun,
  StepState,
} from '../src/api/types.ts';
import { PREPARE, train, type ScriptedCell } from './notebooks.ts';

type Send = (message: LiveMessage) => void;

const zero = () => ({
  waiting: 0,
  ready: 0,
  running: 0,
  retry_wait: 0,
  succeeded: 0,
  failed: 0,
  skipped: 0,
  upstream_failed: 0,
  cancelled: 0,
});

const step = (
  id: string,
  type: StepDef['type'],
  dependsOn: string[],
  more: Partial<StepDef> = {},
): StepDef => ({
  id,
  type,
  dependsOn,
  triggerRule: 'all_success',
  ...more,
});

const STEPS: StepDef[] = [
  step('prepare', 'notebook', [], { notebook: 'notebooks/prepare.ipynb', title: 'Prepare ratings' }),
  step('choose', 'branch', ['prepare'], {
    branches: [{ when: 'parameters.tune', to: ['tune-8', 'tune-16', 'tune-32'] }, { otherwise: ['train'] }],
  }),
  step('tune-8', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb' }),
  step('tune-16', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb' }),
  step('tune-32', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb' }),
  step('train', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb', title: 'Train the model' }),
  step('predict', 'notebook', ['tune-8', 'tune-16', 'tune-32', 'train'], {
    notebook: 'notebooks/predict.ipynb',
    triggerRule: 'none_failed_min_one_success',
  }),
  step('report', 'shell', ['predict'], { shell: 'python -m recommender.report --top "$TOP"' }),
];

/** A small server's memory: one Dag, some runs, and a clock that moves the live ones. */
export class World {
  readonly dags: Dag[] = [];
  readonly runs = new Map<string, Run>();
  readonly steps = new Map<string, StepRun[]>();
  readonly attempts = new Map<string, Attempt>();
  readonly notebooks = new Map<string, LiveNotebook>();
  readonly logs = new Map<string, string>();
  readonly runEvents = new Map<string, RunEvent[]>();
  readonly attemptEvents = new Map<string, AttemptEvent[]>();
  private readonly senders = new Set<Send>();
  private ids = 0;
  /** Divides all waiting; 0 for runs that are over at once. */
  private speed = 1;

  constructor() {
    this.dags.push(
      this.dag('recommender', 'Film recommender', ['demo', 'ml'], STEPS, [
        { name: 'tune', type: 'boolean', default: false, title: 'Search hyperparameters', required: false },
        {
          name: 'factors',
          type: 'integer',
          default: 16,
          minimum: 2,
          maximum: 256,
          required: false,
          description: 'Width of the model',
        },
        { name: 'region', type: 'string', enum: ['eu', 'ap'], default: 'eu', required: false },
        { name: 'fail', type: 'boolean', default: false, title: 'Fail on purpose', required: false },
        { name: 'weights', type: 'object', default: { recency: 0.4 }, required: false },
      ]),
      this.dag(
        'nightly-report',
        undefined,
        ['finance'],
        [step('report', 'shell', [], { shell: 'make report' })],
        [],
      ),
    );
  }

  listen(send: Send): () => void {
    this.senders.add(send);
    return () => this.senders.delete(send);
  }

  /** Past runs, and one that is under way. */
  async seed(): Promise<void> {
    this.speed = 0;
    for (let i = 18; i > 0; i--) {
      const run = await this.start('recommender', { tune: i % 5 === 0, fail: i % 7 === 3 });
      this.backdate(run, i * 3_600_000, 25_000 + ((i * 37) % 50) * 1000);
    }
    this.speed = 1;
    void this.start('recommender', { factors: 32 });
  }

  start(dagName: string, given: JsonObject): Promise<Run> & { run: Run } {
    const dag = this.dags.find((d) => d.name === dagName) ?? this.dags[0];
    if (dag === undefined) throw new Error('no Dag');
    const run = this.newRun(dag, given);
    const ended = this.execute(dag, run, given).then(() => run);
    return Object.assign(ended, { run });
  }

  cancel(id: string): Run | undefined {
    const run = this.runs.get(id);
    if (run?.state !== 'running') return run;
    run.state = 'cancelling';
    run.cancelRequestedAt = now();
    this.emitRun(run, 'run_cancelling', {});
    return run;
  }

  private dag(
    name: string,
    title: string | undefined,
    tags: string[],
    steps: StepDef[],
    parameters: Dag['parameters'],
  ): Dag {
    return {
      project: 'demo',
      name,
      title,
      tags,
      steps,
      parameters,
      origin: { kind: 'file', path: `dags/${name}.yaml` },
      version: 2,
      archived: false,
      lastRuns: [],
      maxActiveRuns: 4,
      createdAt: now(),
      updatedAt: now(),
    };
  }

  private id(): string {
    return `0194b2c0-7d1e-7000-8000-${(++this.ids * 7919 + 0xa3f1000).toString(16).padStart(12, '0')}`;
  }

  private newRun(dag: Dag, given: JsonObject): Run {
    const run: Run = {
      id: this.id(),
      project: dag.project,
      dag: dag.name,
      dagVersion: dag.version,
      snapshot: '9f2c1d77ab34e1',
      state: 'queued',
      stateText: 'queued',
      createdBy: 'admin',
      trigger: { kind: 'manual' },
      logicalTime: now(),
      createdAt: now(),
      parameters: Object.fromEntries(
        dag.parameters.map((p) => [
          p.name,
          p.name in given
            ? { value: given[p.name] ?? null, source: 'given' as const }
            : { value: p.default ?? null, source: 'default' as const },
        ]),
      ),
      counts: { ...zero(), waiting: dag.steps.length },
      lastEventSeq: 0,
    };
    this.runs.set(run.id, run);
    this.runEvents.set(run.id, []);
    this.steps.set(
      run.id,
      dag.steps.map((s) => ({
        id: this.id(),
        run: run.id,
        step: s.id,
        mapPath: [],
        type: s.type,
        title: s.title,
        state: 'waiting',
        triggerRule: s.triggerRule,
        dependsOn: s.dependsOn,
        attempts: [],
        userRetries: 1,
        platformRetries: 3,
      })),
    );
    dag.lastRuns = [{ id: run.id, state: run.state, createdAt: run.createdAt }, ...dag.lastRuns].slice(0, 20);
    this.emitRun(run, 'run_created', {});
    return run;
  }

  private async execute(dag: Dag, run: Run, given: JsonObject): Promise<void> {
    await this.wait(300);
    run.state = 'running';
    run.startedAt = now();
    run.stateText = 'running';
    this.emitRun(run, 'run_started', {});
    const done = new Map<string, StepState>();
    const steps = this.steps.get(run.id) ?? [];
    while (done.size < dag.steps.length) {
      const ready = dag.steps.filter((s) => !done.has(s.id) && s.dependsOn.every((d) => done.has(d)));
      const results = await Promise.all(
        ready.map(async (def) => {
          const target = steps.find((s) => s.step === def.id);
          const state = target ? await this.runStep(run, def, target, given, done) : 'succeeded';
          return [def.id, state] as const;
        }),
      );
      for (const [id, state] of results) done.set(id, state);
    }
    const failed = steps.find((s) => s.state === 'failed');
    run.state = isCancelling(run) ? 'cancelled' : failed ? 'failed' : 'succeeded';
    run.stateText = failed ? `failed: ${failed.step}, ${failed.message ?? ''}` : run.state;
    run.endedAt = now();
    this.emitRun(run, 'run_ended', { state: run.state, message: run.stateText });
  }

  private async runStep(
    run: Run,
    def: StepDef,
    target: StepRun,
    given: JsonObject,
    done: Map<string, StepState>,
  ): Promise<StepState> {
    const upstream = def.dependsOn.map((d) => done.get(d));
    if (isCancelling(run)) return this.end(run, target, 'cancelled');
    if (upstream.some((s) => s === 'failed' || s === 'upstream_failed'))
      return this.end(run, target, 'upstream_failed');
    const tuned = given.tune === true;
    if ((def.id.startsWith('tune-') && !tuned) || (def.id === 'train' && tuned))
      return this.end(run, target, 'skipped');
    target.state = 'ready';
    this.emitRun(run, 'step_ready', { step: def.id, state: 'ready' });
    if (def.type === 'branch') {
      target.branchChoice = tuned ? ['tune-8', 'tune-16', 'tune-32'] : ['train'];
      return this.end(run, target, 'succeeded');
    }
    if (def.type === 'shell' && this.speed > 0) {
      // The flaky one: its first attempt fails.
      await this.runAttempt(run, def, target, 'failed', given);
      target.state = 'retry_wait';
      target.notBefore = new Date(Date.now() + 4000).toISOString();
      this.emitRun(run, 'step_retry_wait', {
        step: def.id,
        state: 'retry_wait',
        attempt: target.attempts[0]?.id,
        message: 'exit code 75: the mail server is busy',
      });
      await this.wait(4000);
    }
    const ok = await this.runAttempt(run, def, target, 'succeeded', given);
    return this.end(run, target, isCancelling(run) ? 'cancelled' : ok ? 'succeeded' : 'failed');
  }

  private end(run: Run, target: StepRun, state: StepState): StepState {
    target.state = state;
    const last = target.attempts.at(-1);
    if (last) {
      target.endedAt = now();
      last.state =
        state === 'upstream_failed' || state === 'waiting' || state === 'ready' || state === 'retry_wait'
          ? 'failed'
          : state;
      last.endedAt = now();
      const attempt = this.attempts.get(last.id);
      if (attempt) Object.assign(attempt, { state: last.state, endedAt: last.endedAt });
    }
    if (state === 'succeeded' && target.step === 'train')
      target.outputs = { rmse: 0.8021, model: 'models/model.npy' };
    this.emitRun(run, 'step_ended', {
      step: target.step,
      state,
      attempt: last?.id,
      number: last?.number,
      message: target.message,
    });
    return state;
  }

  private async runAttempt(
    run: Run,
    def: StepDef,
    target: StepRun,
    aim: 'succeeded' | 'failed',
    given: JsonObject,
  ): Promise<boolean> {
    const number = target.attempts.length + 1;
    const attempt: Attempt = {
      id: this.id(),
      number,
      state: 'running',
      phase: 'files',
      worker: 'w-1',
      startedAt: now(),
      createdAt: now(),
      run: run.id,
      step: def.id,
      mapPath: [],
      epoch: this.ids,
      snapshot: run.snapshot,
      notebook: def.notebook,
      kernel: def.notebook ? 'python3' : undefined,
      parameters: { factors: 32 },
      inputs:
        def.dependsOn.length > 0
          ? [{ path: 'data/ratings.npy', digest: 'b1946ac92492d234', producer: 'prepare' }]
          : [],
      hasNotebook: def.notebook !== undefined,
      lastEventSeq: 0,
    };
    this.attempts.set(attempt.id, attempt);
    this.attemptEvents.set(attempt.id, []);
    this.logs.set(attempt.id, '');
    const brief = {
      id: attempt.id,
      number,
      state: 'running' as const,
      phase: 'files' as const,
      worker: 'w-1',
      startedAt: now(),
      createdAt: now(),
    };
    target.attempts = [...target.attempts, brief];
    target.state = 'running';
    target.startedAt ??= now();
    this.emitRun(run, 'step_started', { step: def.id, state: 'running', attempt: attempt.id, number });
    for (const phase of def.notebook
      ? (['files', 'environment', 'kernel', 'cells'] as const)
      : (['files', 'cells'] as const)) {
      attempt.phase = phase;
      this.emitAttempt(attempt, 'phase', { phase });
      if (phase === 'environment')
        this.log(attempt, 'system', 'environment 3f2a is there (python 3.11, 14 packages)\n');
      await this.wait(500);
    }
    if (def.notebook === undefined) {
      for (let i = 1; i <= 8; i++) {
        this.log(
          attempt,
          i % 4 === 0 ? 'stderr' : 'stdout',
          `\u001b[2m${i}\u001b[0m  page ${i} of 8 written to report/${i}.html\n`,
        );
        await this.wait(400);
      }
      if (aim === 'failed')
        Object.assign(attempt, { state: 'failed', cause: 'user', message: 'exit code 75', endedAt: now() });
      const last = target.attempts.at(-1);
      if (aim === 'failed' && last)
        Object.assign(last, { state: 'failed', cause: 'user', message: 'exit code 75', endedAt: now() });
      return aim === 'succeeded';
    }
    const cells = def.notebook.includes('train') ? train(given.fail === true) : PREPARE;
    return this.runNotebook(run, target, attempt, cells);
  }

  private async runNotebook(
    run: Run,
    target: StepRun,
    attempt: Attempt,
    script: ScriptedCell[],
  ): Promise<boolean> {
    const notebook: LiveNotebook = {
      attempt: attempt.id,
      lastSeq: attempt.lastEventSeq,
      state: 'running',
      kernel: 'python3',
      cells: script.map((s, index) => ({
        index,
        id: `c${index}`,
        type: s.type ?? 'code',
        source: s.source,
        tags: s.tags ?? [],
        state: 'not_run',
        outputs: [],
        frame: false,
      })),
    };
    this.notebooks.set(attempt.id, notebook);
    attempt.progress = { cell: 0, cells: script.filter((c) => c.type === undefined).length };
    this.emitAttempt(attempt, 'kernel_started', { kernel: 'python3' });
    let count = 0;
    for (const [index, scripted] of script.entries()) {
      const cell = notebook.cells[index];
      if (cell === undefined || isCancelling(run)) break;
      if (cell.type !== 'code') {
        cell.state = 'skipped';
        this.emitAttempt(attempt, 'cell_finished', { cell: index, state: 'skipped' });
        continue;
      }
      cell.state = 'running';
      cell.startedAt = now();
      attempt.progress = { cell: count + 1, cells: script.filter((c) => c.type === undefined).length };
      this.emitAttempt(attempt, 'cell_started', { cell: index, cell_id: cell.id });
      await this.printOutputs(attempt, cell, scripted);
      cell.executionCount = ++count;
      cell.state = scripted.fails ? 'failed' : 'succeeded';
      cell.endedAt = now();
      this.emitAttempt(attempt, 'cell_finished', { cell: index, state: cell.state, execution_count: count });
      if (scripted.fails) {
        target.message = `cell ${count} raised ValueError: operands could not be broadcast together`;
        Object.assign(attempt, { failedCell: count, cause: 'user', message: target.message });
        notebook.state = 'failed';
        this.emitAttempt(attempt, 'notebook_finished', {});
        return false;
      }
    }
    notebook.state = 'succeeded';
    this.emitAttempt(attempt, 'notebook_finished', {});
    return true;
  }

  private async printOutputs(attempt: Attempt, cell: Cell, scripted: ScriptedCell): Promise<void> {
    const outputs = scripted.outputs ?? [];
    const pause = (scripted.millis ?? 100) / (outputs.length + 1);
    for (const output of outputs) {
      await this.wait(pause);
      addOutput(cell, output);
      if (output.type === 'stream') {
        this.emitAttempt(attempt, 'stream', {
          cell: cell.index,
          stream: output.name,
          text: output.text,
        });
      } else
        this.emitAttempt(attempt, 'output', {
          cell: cell.index,
          output: output as unknown as JsonObject,
        });
    }
    await this.wait(pause);
  }

  private log(attempt: Attempt, stream: string, text: string): void {
    this.logs.set(attempt.id, (this.logs.get(attempt.id) ?? '') + text);
    this.emitAttempt(attempt, 'log', { stream, text });
  }

  private emitRun(run: Run, kind: string, data: RunEvent['data']): void {
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
    const brief = {
      id: run.id,
      state: run.state,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
    };
    for (const dag of this.dags) dag.lastRuns = dag.lastRuns.map((r) => (r.id === run.id ? brief : r));
    this.send({
      topic: 'runs',
      seq: 0,
      at: now(),
      kind: 'run_changed',
      data: { ...brief, project: run.project, dag: run.dag },
    });
  }

  private emitAttempt(attempt: Attempt, kind: string, data: JsonObject): void {
    const event: AttemptEvent = { seq: ++attempt.lastEventSeq, at: now(), kind, data };
    this.attemptEvents.get(attempt.id)?.push(event);
    const notebook = this.notebooks.get(attempt.id);
    if (notebook) notebook.lastSeq = event.seq;
    this.send({ topic: `attempt:${attempt.id}`, ...event });
  }

  private send(message: LiveMessage): void {
    this.senders.forEach((send) => send(message));
  }

  private wait(millis: number): Promise<void> {
    return this.speed === 0
      ? Promise.resolve()
      : new Promise((resolve) => setTimeout(resolve, millis / this.speed));
  }

  private backdate(run: Run, ago: number, took: number): void {
    const at = (offset: number) => new Date(Date.now() - ago + offset).toISOString();
    Object.assign(run, { createdAt: at(0), startedAt: at(300), endedAt: at(took) });
    const brief = {
      id: run.id,
      state: run.state,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
    };
    for (const dag of this.dags) dag.lastRuns = dag.lastRuns.map((r) => (r.id === run.id ? brief : r));
    for (const s of this.steps.get(run.id) ?? [])
      if (s.startedAt) Object.assign(s, { startedAt: at(500), endedAt: at(took / 2) });
  }
}

function addOutput(cell: Cell, output: Output): void {
  const last = cell.outputs.at(-1);
  if (output.type === 'stream' && last?.type === 'stream' && last.name === output.name) {
    last.text = output.text.startsWith('\r') ? output.text.slice(1) : last.text + output.text;
  } else cell.outputs.push({ ...output });
  if (output.type !== 'stream' && output.type !== 'error' && output.otherTypes.length > 0) cell.frame = true;
}

function now(): string {
  return new Date().toISOString();
}

/** A function, since the compiler does not know that the state changes while a step waits. */
function isCancelling(run: Run): boolean {
  return run.state === 'cancelling';
}
