import type { components } from './schema';
import type { ExactNumber, Json, JsonObject } from './json';

export type { Json, JsonObject };

/**
 * The REST representations under the application's names. Their fields come from the server's OpenAPI document
 * (schema.ts); written here is only what the document does not say. Absent optional fields are omitted.
 */
type Schemas = components['schemas'];

/** A representation with some fields told more exactly. */
type Exact<T, More> = Omit<T, keyof More> & More;

export type Where = Schemas['Where'];
export type ProblemItem = Schemas['Finding'];
/** RFC 9457. */
export type Problem = Schemas['Problem'];

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export type Me = Schemas['Me'];
export type Role = Schemas['HeldRole']['role'];
export type Project = Schemas['ProjectView'];
export type ProjectSettings = Schemas['ProjectSettingsView'];
export type NotebookFile = Schemas['NotebookView'];

export type StepRun = Exact<Schemas['StepRun'], { attempts: AttemptBrief[]; outputs?: JsonObject }>;
export type StepState = StepRun['state'];
export type StepType = StepRun['type'];
export type StepCounts = Record<StepState, number>;

export type ParameterType =
  'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'array' | 'object';
export type Parameter = Exact<
  Schemas['ParameterView'],
  { type: ParameterType; minimum?: number | ExactNumber; maximum?: number | ExactNumber }
>;
export type StepDef = Exact<Schemas['StepView'], { type: StepType; triggerRule: StepRun['triggerRule'] }>;
/** What a step does; for one that only joins others, nothing. */
export type StepWork = Schemas['StepWork'];
/** One way out of a branch: steps to go to when an expression holds, or otherwise. */
export type BranchCase = Schemas['CaseView'];
export type Dag = Exact<Schemas['DagView'], { parameters: Parameter[]; steps: StepDef[] }>;
export type DagVersion = Schemas['VersionView'];
export type VersionDiff = Schemas['VersionDiff'];

export type Secret = Schemas['SecretView'];
export type Deployment = Schemas['DeploymentView'];
export type DeployRequest = Schemas['DeployRequest'];

export type RunBrief = Schemas['LastRun'];
export type RunState = RunBrief['state'];
export type Run = Exact<Schemas['Run'], { counts: StepCounts; outputs?: JsonObject }>;

/** An attempt that is known from an event alone has no version until the step is read again. */
export type AttemptBrief = Exact<Schemas['AttemptBrief'], { dagVersion?: number }>;
export type AttemptState = AttemptBrief['state'];
export type AttemptPhase = NonNullable<AttemptBrief['phase']>;
/** What is known of an environment that is being made. */
export interface EnvironmentProgress {
  /** Packages that were collected by now. */
  collected: number;
  /** What the installer is at, in words. */
  says: string;
  /** The same for places with little room. */
  short: string;
}

export type Attempt = Exact<Schemas['Attempt'], { parameters: JsonObject; outputs?: JsonObject }> & {
  /** Known from the events that this page has seen; the server does not tell it. */
  environmentProgress?: EnvironmentProgress;
};
export type UnpublishedPaths = Schemas['UnpublishedPaths'];
export type Artifact = Schemas['Artifact'];

export interface RunEventData {
  step?: string;
  mapPath?: number[];
  state?: string;
  attempt?: string;
  number?: number;
  message?: string;
  /** Who reopened a run, and why. */
  by?: string;
  reason?: string;
  counts?: Partial<StepCounts>;
}
export type RunEvent = Exact<Schemas['RunEvent'], { data: RunEventData }>;
export type AttemptEvent = Exact<Schemas['AttemptEvent'], { data: JsonObject }>;

/** What to run again: failed means failed, upstream_failed and cancelled. */
export type RerunRequest = Schemas['RerunRequest'];
export type PastRerun = Schemas['PastRerun'];
export type RerunAnswer = Exact<Schemas['Rerun'], { run: Run }>;
/** An end that a rerun undid. */
export type StepEnd = Schemas['End'];
/** Why something does not go on, and what would change that. */
export type Why = Schemas['WhyView'];
export type Reason = Schemas['Held'];

/** What starts a Dag by itself; its schedule as in the definition. */
export type Trigger = Schemas['TriggerView'];
export type TriggerPreview = Schemas['PreviewView'];
/** What a tick did, or several without a run that follow each other. */
export type Tick = Schemas['TickView'];

/** Some runs of a Dag with the state of every step. */
export type Grid = Schemas['GridView'];
export type GridRun = Schemas['RunColumn'];
export type GridStep = Schemas['StepRow'];
export type GridTick = Schemas['TickColumn'];
export type ErrorLine = Schemas['ErrorLine'];
/** What a message of a Dag's topic says: runs with those of their cells that may have changed. */
export interface GridChange {
  position: string;
  runs: (Omit<GridRun, 'states' | 'seconds' | 'attempts'> & {
    cells: { step: string; state: string; seconds?: number; attempts: number }[];
  })[];
}

/** The way to the frames of an attempt's outputs. */
export type Frames = Schemas['Frames'];
export type Worker = Schemas['Worker'];
export type Pool = Schemas['Pool'];

/** Its secret is only in the answer that made it. */
export type Token = Schemas['Token'];

export type RunStart = Schemas['RunRequest'];
export type NotebookStart = Schemas['NotebookRunRequest'];
export type NewToken = Schemas['TokenRequest'];

export type StreamOutput = Exact<Schemas['Stream'], { name: 'stdout' | 'stderr' }>;
export type ErrorOutput = Schemas['Failure'];
/** Its data has safe media types only; what else there is is shown in the cell's frame. */
export type DataOutput = (Schemas['Display'] | Schemas['Result']) & {
  /** Known from events alone: by it the output is replaced later. */
  displayId?: string;
};
export type Output = StreamOutput | ErrorOutput | DataOutput;

export type Cell = Exact<Schemas['Cell'], { outputs: Output[] }>;
export type CellState = Cell['state'];
/** As much of nbformat's file as is read here. */
export interface NotebookDocument {
  cells: { outputs?: { data?: Record<string, string | string[] | undefined> }[] }[];
}
export type LogLines = Schemas['LogLines'];
export type LogLine = LogLines['lines'][number];
export type LogMatches = Schemas['LogMatches'];
/** When the attempts of a run did what. */
export type Gantt = Schemas['Gantt'];
/** The runs of the same Dag before and after a run. */
export type RunNeighbours = Schemas['RunNeighbours'];
/** One of the cells of a run that took longest. */
export type SlowCell = Schemas['SlowCell'];
/** A cell with code in one line. */
export type CellLine = Schemas['CellLine'];
export type UsualDuration = Schemas['UsualDuration'];
export type ShareLink = Schemas['ShareLink'];
export type NewShareLink = Schemas['ShareRequest'];
export type LatestSuccess = Schemas['LatestSuccess'];
export type LiveNotebook = Exact<Schemas['LiveNotebook'], { cells: Cell[] }>;

/** One message of GET /events. */
export type LiveMessage = Exact<Schemas['LiveEvent'], { data: unknown }>;

export type RunChange = RunBrief & { project: string; dag: string };
