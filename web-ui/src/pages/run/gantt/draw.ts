import { readColours } from '../../../ui/colours';
import type { Bar, CellPart, Part, PartKind, Row } from './rows';
import type { View } from './view';

export const ROW_HEIGHT = 28;

/** Colours by what they are for, as the page's scheme has them now. */
export type Palette = Record<PartKind | 'succeeded' | 'failed' | 'line' | 'text' | 'path' | 'ghost', string>;

const COLOURS: Record<keyof Palette, string> = {
  dependencies: '--line-strong',
  retry: '--state-warning-strong',
  queued: '--state-neutral-strong',
  files: '--gantt-files',
  environment: '--gantt-environment',
  kernel: '--gantt-kernel',
  running: '--state-running-strong',
  publishing: '--gantt-files',
  succeeded: '--state-succeeded-strong',
  failed: '--state-failed-strong',
  line: '--line',
  text: '--text',
  path: '--accent-soft',
  ghost: '--text-dim',
};

const STYLES = Object.fromEntries(
  Object.entries(COLOURS).map(([kind, name]) => [kind, `var(${name})`]),
) as Palette;

/** The colour of a kind in style sheets. */
export function colourOf(kind: keyof Palette): string {
  return STYLES[kind];
}

/** The colours as they are now. */
export function readPalette(within: HTMLElement): Palette {
  return readColours(within, STYLES);
}

export interface Scene {
  rows: Row[];
  view: View;
  width: number;
  /** Keys of the steps on the critical path. */
  path: Set<string>;
  /** Bars of an earlier run by the row's key, moved to this run's start. */
  ghosts: Map<string, View>;
  /** Times that get a line. */
  marks: number[];
  palette: Palette;
}

/** Draws the rows whose places lie between two heights; the canvas begins at the first. */
export function draw(canvas: HTMLCanvasElement, scene: Scene, top: number, height: number): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(scene.width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  const pen = new Pen(context, scene);
  pen.marks(height);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT));
  const last = Math.min(scene.rows.length, Math.ceil((top + height) / ROW_HEIGHT));
  for (let i = first; i < last; i++) {
    const row = scene.rows[i];
    if (row) pen.row(row, i * ROW_HEIGHT - top);
  }
}

class Pen {
  private readonly context: CanvasRenderingContext2D;
  private readonly scene: Scene;

  constructor(context: CanvasRenderingContext2D, scene: Scene) {
    this.context = context;
    this.scene = scene;
  }

  marks(height: number): void {
    this.context.fillStyle = this.scene.palette.line;
    for (const at of this.scene.marks) this.context.fillRect(Math.round(this.x(at)), 0, 1, height);
  }

  row(row: Row, y: number): void {
    const { palette, path, ghosts, width } = this.scene;
    const onPath = path.has(row.key);
    if (onPath) {
      this.context.fillStyle = palette.path;
      this.context.fillRect(0, y, width, ROW_HEIGHT);
    }
    this.context.fillStyle = palette.line;
    this.context.fillRect(0, y + ROW_HEIGHT - 1, width, 1);
    const ghost = ghosts.get(row.key);
    if (ghost) {
      this.context.globalAlpha = 0.55;
      this.fill(palette.ghost, ghost, y + ROW_HEIGHT - 6, 3);
      this.context.globalAlpha = 1;
    }
    if (row.waiting) this.part(row.waiting, y);
    for (const bar of row.bars) this.bar(bar, y, onPath);
    if (row.moment !== undefined) this.diamond(this.x(row.moment), y + ROW_HEIGHT / 2);
  }

  private bar(bar: Bar, y: number, onPath: boolean): void {
    for (const part of bar.parts) this.part(part, y, bar);
    bar.cells.forEach((cell, i) => this.cell(cell, y, i % 2 === 1));
    if (onPath) this.outline(bar, y);
    if (isBad(bar.state)) this.cross(this.x(bar.to), y + ROW_HEIGHT / 2);
  }

  private part(part: Part, y: number, bar?: Bar): void {
    const { palette } = this.scene;
    const middle = y + ROW_HEIGHT / 2;
    switch (part.kind) {
      case 'dependencies':
      case 'retry':
        this.fill(palette[part.kind], part, middle - 1, 2);
        break;
      case 'queued':
        this.hatch(palette.queued, part, middle - 4, 8);
        break;
      case 'running': {
        // Cells are drawn over it; without them it is the step's own code.
        const bare = bar === undefined || bar.cells.length === 0;
        this.context.globalAlpha = bare ? 1 : 0.25;
        this.fill(bare && bar ? palette[tone(bar.state)] : palette.running, part, middle - 7, 14);
        this.context.globalAlpha = 1;
        break;
      }
      default:
        this.fill(palette[part.kind], part, middle - 5, 10);
    }
  }

  private cell(cell: CellPart, y: number, odd: boolean): void {
    this.context.globalAlpha = odd ? 0.72 : 1;
    this.fill(this.scene.palette[tone(cell.state)], cell, y + ROW_HEIGHT / 2 - 8, 16);
    this.context.globalAlpha = 1;
  }

  private outline(bar: Bar, y: number): void {
    const from = this.x(bar.from);
    this.context.strokeStyle = this.scene.palette.text;
    this.context.lineWidth = 1.5;
    this.context.strokeRect(from, y + 4.5, Math.max(2, this.x(bar.to) - from), ROW_HEIGHT - 9);
  }

  private diamond(x: number, y: number): void {
    this.context.fillStyle = this.scene.palette.queued;
    this.context.beginPath();
    this.context.moveTo(x, y - 5);
    this.context.lineTo(x + 5, y);
    this.context.lineTo(x, y + 5);
    this.context.lineTo(x - 5, y);
    this.context.fill();
  }

  /** A failure is a cross too, not a colour alone. */
  private cross(x: number, y: number): void {
    const { palette } = this.scene;
    this.context.strokeStyle = palette.failed;
    this.context.lineWidth = 2;
    this.context.beginPath();
    for (const side of [-1, 1]) {
      this.context.moveTo(x + 4, y - 4 * side);
      this.context.lineTo(x + 12, y + 4 * side);
    }
    this.context.stroke();
  }

  private hatch(colour: string, span: View, y: number, height: number): void {
    const from = Math.max(0, this.x(span.from));
    const to = Math.min(this.scene.width, Math.max(from + 1, this.x(span.to)));
    if (to <= from) return;
    this.context.save();
    this.context.beginPath();
    this.context.rect(from, y, to - from, height);
    this.context.clip();
    this.context.strokeStyle = colour;
    this.context.lineWidth = 2;
    this.context.beginPath();
    for (let x = from - height; x < to; x += 5) {
      this.context.moveTo(x, y + height);
      this.context.lineTo(x + height, y);
    }
    this.context.stroke();
    this.context.restore();
  }

  /** At least a pixel wide, so that nothing that happened is invisible. */
  private fill(colour: string, { from, to }: View, y: number, height: number): void {
    const left = Math.max(-2, this.x(from));
    const right = Math.min(this.scene.width + 2, this.x(to));
    if (right < 0 || left > this.scene.width) return;
    this.context.fillStyle = colour;
    this.context.fillRect(left, y, Math.max(1, right - left), height);
  }

  private x(at: number): number {
    const { view, width } = this.scene;
    return ((at - view.from) / (view.to - view.from)) * width;
  }
}

function isBad(state: string): boolean {
  return state === 'failed' || state === 'timed_out' || state === 'kernel_died' || state === 'lost';
}

function tone(state: string): 'succeeded' | 'failed' | 'running' | 'queued' {
  if (isBad(state)) return 'failed';
  if (state === 'succeeded') return 'succeeded';
  return state === 'running' || state === 'leased' ? 'running' : 'queued';
}
