import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** A run of the mock takes a while on a busy machine. */
const PATIENCE = { timeout: 20_000 };

/** A Dag's grid as people use it: by keys and by what it says of the place that they are on. */
export class GridPage {
  readonly box: Locator;
  readonly tip: Locator;
  readonly panel: Locator;
  private readonly cell: Locator;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.box = page.getByRole('application', { name: 'Steps and runs of' });
    this.cell = page.getByRole('status', { name: 'Cell' });
    this.tip = page.getByRole('tooltip');
    this.panel = page.locator('section[aria-label=Grid] aside');
  }

  async shown(): Promise<this> {
    await this.box.locator('canvas').first().waitFor();
    return this;
  }

  /** How many rows and columns there are. */
  async extent(): Promise<{ rows: number; columns: number }> {
    const label = (await this.box.getAttribute('aria-label')) ?? '';
    const [, rows, columns] = /: ([\d,]+) rows?, ([\d,]+) columns?$/.exec(label) ?? [];
    return { rows: Number(rows?.replace(',', '')), columns: Number(columns?.replace(',', '')) };
  }

  focus(): Promise<void> {
    return this.box.focus();
  }

  /** What is said of the place that the keys are on. */
  async words(): Promise<string> {
    return (await this.cell.textContent()) ?? '';
  }

  async says(words: RegExp): Promise<void> {
    await expect.poll(() => this.words(), PATIENCE).toMatch(words);
  }

  async press(...keys: string[]): Promise<string> {
    for (const key of keys) await this.page.keyboard.press(key);
    return this.words();
  }

  /** Walks to a step's newest run whose cell says so. */
  async walkTo(step: string, says: RegExp): Promise<void> {
    await this.focus();
    await this.press('Home', 'Control+Home');
    const { rows, columns } = await this.extent();
    for (let i = 0; i < rows && !(await this.words()).startsWith(step); i++) await this.press('ArrowDown');
    await this.press('End');
    for (let i = 0; i < columns && !says.test(await this.words()); i++) await this.press('ArrowLeft');
    expect(await this.words()).toMatch(says);
  }

  /** The heads of all columns, the newest first. */
  async heads(): Promise<string[]> {
    await this.focus();
    await this.press('Control+Home', 'End', 'ArrowUp');
    const { columns } = await this.extent();
    const heads: string[] = [];
    for (let i = 0; i < columns; i++) {
      heads.push(await this.words());
      await this.press('ArrowLeft');
    }
    return heads;
  }

  /** The middle of the cell that the keys are on, in the window. */
  async middle(): Promise<{ x: number; y: number }> {
    const ring = await this.box.locator('[data-ring=active]').boundingBox();
    if (ring === null) throw new Error('the keys are on no cell');
    return { x: ring.x + ring.width / 2, y: ring.y + ring.height / 2 };
  }

  /** Points at the cell that the keys are on. */
  async point(): Promise<void> {
    const { x, y } = await this.middle();
    await this.page.mouse.move(x + 2, y);
    await this.page.mouse.move(x, y);
  }

  /** The colour that is drawn in the cell that the keys are on, beside its icon, and the pixels a CSS pixel has there. */
  async drawn(): Promise<{ colour: string; ratio: number }> {
    return this.page.evaluate(
      ({ x, y }) => {
        const canvas = document.elementsFromPoint(x, y).find((e) => e instanceof HTMLCanvasElement);
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas there');
        const box = canvas.getBoundingClientRect();
        const ratio = canvas.width / box.width;
        // Between the square's edge and its icon.
        const at = [Math.round((x - 8 - box.left) * ratio), Math.round((y - box.top) * ratio)] as const;
        const [red, green, blue] = canvas.getContext('2d')?.getImageData(...at, 1, 1).data ?? [];
        return { colour: `rgb(${String(red)}, ${String(green)}, ${String(blue)})`, ratio };
      },
      await this.middle(),
    );
  }
}
