/** The REST representations, field by field as the server writes them. Absent optional fields are omitted. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

export interface Where {
  file?: string;
  line?: number;
  column?: number;
  pointer?: string;
}

export interface ProblemItem {
  code: string;
  message: string;
  where?: Where;
  hint?: string;
  severity?: 'error' | 'warning';
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  where?: Where;
  hint?: string;
  requestId: string;
  problems?: ProblemItem[];
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export type Role = 'viewer' | 'operator' | 'editor' | 'admin';

export interface RoleBinding {
  role: Role;
  project?: string;
}

export interface Me {
  principal: { id: string; name: string; kind: 'user' | 'service' };
  roles: RoleBinding[];
  csrf?: string;
}

export interface Project {
  name: string;
  title?: string;
  createdAt: string;
  head?: { snapshot: string; deployment: string; at: string; by: string };
  dags: number;
}

export type RunState =
  'queued' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out';

export type StepState =
  | 'waiting'
  | 'ready'
  | 'running'
  | 'retry_wait'
  | 'succeeded'
  | 'failed'
  | 'skipped'
  | 'upstream_failed'
  | 'cancelled';

export type AttemptState =
  'leased' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'timed_out' | 'lost' | 'cancelled';

export type AttemptPhase = 'files' | 'environment' | 'kernel' | 'cells';
export type StepType = 'notebook' | 'script' | 'shell' | 'branch' | 'noop';

export type ParameterType =
  'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'array' | 'object';

export interface Parameter {
  name: string;
  type: ParameterType;
  default?: Json;
  minimum?: number;
  maximum?: number;
  enum?: Json[];
  title?: string;
  description?: string;
  required: boolean;
}

export interface StepDef {
  id: string;
  type: StepType;
  title?: string;
  dependsOn: string[];
  triggerRule: string;
  pool?: string;
  notebook?: string;
  script?: string;
  shell?: string;
  group?: string;
  branches?: { when?: string; otherwise?: boolean; to: string[] }[];
}

export interface RunBrief {
  id: string;
  state: RunState;
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
}

export interface Dag {
  project: string;
  name: string;
  title?: string;
  description?: string;
  tags: string[];
  origin: { kind: 'file' | 'api' | 'implicit'; path?: string; client?: string };
  version: number;
  archived: boolean;
  parameters: Parameter[];
  steps: StepDef[];
  maxActiveRuns?: number;
  lastRuns: RunBrief[];
  createdAt: string;
  updatedAt: string;
}

export interface DagVersion {
  number: number;
  digest: string;
  createdAt: string;
  by: string;
  definition: Json;
  source: string;
  sourcePath?: string;
}

export type StepCounts = Record<StepState, number>;

export interface Run {
  id: string;
  project: string;
  dag: string;
  dagVersion: number;
  snapshot?: string;
  state: RunState;
  stateText: string;
  createdBy: string;
  trigger: { kind: string };
  logicalTime: string;
  dataIntervalStart?: string;
  dataIntervalEnd?: string;
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
  durationSeconds?: number;
  parameters: Record<string, { value: Json; source: 'given' | 'default' }>;
  counts: StepCounts;
  cancelRequestedAt?: string;
  note?: string;
  lastEventSeq: number;
}

export type FailureCause = 'user' | 'platform' | 'timeout';

export interface AttemptBrief {
  id: string;
  number: number;
  state: AttemptState;
  phase?: AttemptPhase;
  cause?: FailureCause;
  message?: string;
  worker?: string;
  startedAt?: string;
  endedAt?: string;
  createdAt: string;
}

export interface StepRun {
  id: string;
  run: string;
  step: string;
  mapPath: number[];
  type: StepType;
  title?: string;
  state: StepState;
  stateText?: string;
  triggerRule: string;
  dependsOn: string[];
  attempts: AttemptBrief[];
  startedAt?: string;
  endedAt?: string;
  notBefore?: string;
  outputs?: JsonObject;
  branchChoice?: string[];
  userRetries: number;
  platformRetries: number;
  message?: string;
}

export interface Attempt extends AttemptBrief {
  run: string;
  step: string;
  mapPath: number[];
  epoch: number;
  snapshot?: string;
  notebook?: string;
  notebookDigest?: string;
  kernel?: string;
  environmentDigest?: string;
  parameters: JsonObject;
  failedCell?: number;
  progress?: { cell: number; cells: number };
  outputs?: JsonObject;
  inputs: { path: string; digest: string; producer: string }[];
  hasNotebook: boolean;
  lastEventSeq: number;
}

export interface Artifact {
  path: string;
  digest: string;
  size: number;
  mediaType: string;
}

export interface RunEventData {
  step?: string;
  mapPath?: number[];
  state?: string;
  attempt?: string;
  number?: number;
  message?: string;
  counts?: Partial<StepCounts>;
}

export interface RunEvent {
  seq: number;
  at: string;
  kind: string;
  data: RunEventData;
}

export interface AttemptEvent {
  seq: number;
  at: string;
  kind: string;
  data: JsonObject;
}

export type CellState =
  'not_run' | 'running' | 'succeeded' | 'failed' | 'timed_out' | 'kernel_died' | 'cancelled' | 'skipped';

export interface StreamOutput {
  type: 'stream';
  name: 'stdout' | 'stderr';
  text: string;
}

export interface ErrorOutput {
  type: 'error';
  ename: string;
  evalue: string;
  traceback: string[];
}

export interface DataOutput {
  type: 'display' | 'result';
  /** Safe media types only: text, markdown, latex, and png, jpeg, gif in base64. */
  data: Record<string, Json>;
  /** What else there is; shown in the cell's frame. */
  otherTypes: string[];
  displayId?: string;
}

export type Output = StreamOutput | ErrorOutput | DataOutput;

export interface Cell {
  index: number;
  id: string;
  type: 'code' | 'markdown' | 'raw';
  source: string;
  tags: string[];
  executionCount?: number;
  state: CellState;
  startedAt?: string;
  endedAt?: string;
  outputs: Output[];
  /** Some output needs the cell's frame. */
  frame: boolean;
}

export interface LiveNotebook {
  attempt: string;
  lastSeq: number;
  state: string;
  kernel?: string;
  cells: Cell[];
  message?: string;
}

export interface FrameAddress {
  url: string;
  expiresAt: string;
}

export interface Worker {
  id: string;
  name: string;
  pool: string;
  slots: number;
  busy: number;
  state: 'live' | 'draining' | 'lost';
  lastHeartbeatAt: string;
  version: string;
}

export interface Pool {
  name: string;
  slots: number;
  used: number;
  queued: number;
  workers: number;
}

export interface Token {
  id: string;
  name: string;
  role: Role;
  project?: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt?: string;
  /** Only in the answer that made it. */
  secret?: string;
}

/** One message of GET /events. */
export interface LiveMessage {
  topic: string;
  seq: number;
  at: string;
  kind: string;
  data: unknown;
}

export type RunChange = RunBrief & { project: string; dag: string };
