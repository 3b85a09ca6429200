import { readdirSync, readFileSync } from 'node:fs';

import type { LiveNotebook, StepDef } from '../src/api/types.ts';

/** What a real server answered for a recorded notebook: GalleryTest writes it. */
interface Answers {
  notebook: LiveNotebook;
  /** By the end of the frame's address. */
  frames: Record<string, { policy: string; page: string }>;
}

const FOLDER = new URL('gallery/', import.meta.url);
const FRAME_PARTS = new URL('../../orchestrator-api/src/main/resources/frames/', import.meta.url);
const PREFIX = 'gallery/';
const SUFFIX = '.answers.json';

/** A step for each recorded notebook. */
export function gallerySteps(): StepDef[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .map((name) => ({
      id: name,
      type: 'notebook',
      dependsOn: [],
      triggerRule: 'all_success',
      notebook: `${PREFIX}${name}.ipynb`,
    }));
}

/** The notebook as it ended; undefined when it is none of the gallery. */
export function galleryNotebook(path: string, attempt: string): LiveNotebook | undefined {
  const answers = answersOf(path);
  return answers === undefined ? undefined : { ...answers.notebook, attempt };
}

/** A frame's page with its policy. */
export function galleryFrame(path: string, place: string): { policy: string; page: string } | undefined {
  const frame = answersOf(path)?.frames[place];
  return (
    frame && {
      policy: frame.policy,
      page: frame.page
        .replace('FRAME_SCRIPT', () => part('frame.js'))
        .replace('FRAME_STYLE', () => part('frame.css')),
    }
  );
}

/** A picture of the project, whatever its path. */
export function galleryImage(): Buffer {
  const { attachments } = galleryNotebook(`${PREFIX}markdown.ipynb`, '')?.cells[0] ?? {};
  return Buffer.from(attachments?.['pixel.png']?.['image/png'] ?? '', 'base64');
}

function answersOf(path: string): Answers | undefined {
  if (!path.startsWith(PREFIX)) return undefined;
  const name = path.slice(PREFIX.length, -'.ipynb'.length);
  return JSON.parse(readFileSync(new URL(name + SUFFIX, FOLDER), 'utf8')) as Answers;
}

function part(name: string): string {
  return readFileSync(new URL(name, FRAME_PARTS), 'utf8');
}
