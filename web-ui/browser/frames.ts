import type { BrowserContext } from 'playwright-core';

/** What a page of many rows and columns takes. */
export interface Figures {
  /** From the end of the answer to the frame after the first cells were drawn. */
  firstPaintMillis: number;
  frames: number;
  p50FrameMillis: number;
  p95FrameMillis: number;
  longestFrameMillis: number;
}

const SECONDS = 5;

/** Opens a Dag's grid, opens all its groups, and scrolls for five seconds: down and up, left and right. */
export async function measureScrolling(context: BrowserContext, address: string): Promise<Figures> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const frame = (then: (at: number) => void) => requestAnimationFrame(then);
    const look = () => {
      if (document.querySelector('[role=application] canvas') === null) frame(look);
      else frame((at) => Object.assign(window, { painted: at }));
    };
    frame(look);
  });
  await page.goto(address);
  await page.waitForFunction(() => 'painted' in window);
  const firstPaintMillis = await page.evaluate<number>(() => {
    const [answer] = performance
      .getEntriesByType('resource')
      .filter((entry) => /\/grid\?.*runs=100/.test(entry.name));
    const { painted } = window as unknown as { painted: number };
    return painted - (answer as PerformanceResourceTiming).responseEnd;
  });
  await page.getByRole('button', { name: 'Open all groups' }).click();
  await page.getByRole('application', { name: '525 rows' }).waitFor();
  const frames = await page.evaluate<number[], number>(async (seconds) => {
    const box = document.querySelector('[role=application]');
    if (box === null) throw new Error('no grid');
    const times: number[] = [];
    const begin = performance.now();
    let last = begin;
    await new Promise<void>((done) => {
      const step = (at: number) => {
        times.push(at - last);
        last = at;
        const t = (at - begin) / 1000;
        if (t > seconds) {
          done();
          return;
        }
        // Some 2,800 px a second downwards, 800 sideways, there and back.
        const down = Math.abs((((t / seconds) * 2 + 1) % 2) - 1);
        const aside = Math.abs((((t / seconds) * 4 + 1) % 2) - 1);
        box.scrollTo({
          top: down * 7000,
          left: box.scrollWidth - box.clientWidth - aside * 1000,
        });
        requestAnimationFrame(step);
      };
      requestAnimationFrame((at) => {
        last = at;
        requestAnimationFrame(step);
      });
    });
    return times;
  }, SECONDS);
  await page.close();
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return {
    firstPaintMillis: round(firstPaintMillis),
    frames: sorted.length,
    p50FrameMillis: at(0.5),
    p95FrameMillis: at(0.95),
    longestFrameMillis: at(1),
  };
}

function round(millis: number): number {
  return Math.round(millis * 10) / 10;
}
