import type { Page } from '@playwright/test';
import type { Figure } from './figure.ts';
import { numberOption, rounded } from './rounds.ts';
import { openUi } from './ui-app.ts';
import { FrameWatch, type Watched } from './ui-frames.ts';
import { drawn, middleOf, pan, takeCard, zoom } from './ui-hands.ts';

const MEDIAN_MS = 17;
const P95_MS = 34;
const LONGEST_MS = 100;

/** The designer with 1,000 steps and 1,500 links in a real browser: how the frames come while a person works. `--nodes N`: another size. */
export async function uiBench(): Promise<Figure[]> {
  const nodes = numberOption('nodes', 1_000);
  const edges = Math.round(nodes * 1.5);
  const { page, address, close } = await openUi(nodes, edges);
  try {
    const begun = performance.now();
    await page.goto(address);
    await page.locator('.react-flow__node-card').first().waitFor({ timeout: 60_000 });
    const firstMs = performance.now() - begun;
    await page.waitForTimeout(3_000);
    const watch = await FrameWatch.on(page);
    const { x, y } = await middleOf(page);
    await page.mouse.move(x, y);
    const figures: Figure[] = [{ name: `first cards of ${nodes} steps and ${edges} links`, value: Math.round(firstMs), unit: 'ms', ok: true }];
    const asFigures = async (what: string, act: () => Promise<void>) => void figures.push(...frameFigures(what, await watch.during(act)));

    await asFigures('pan, cards readable', () => pan(page));
    await asFigures('zoom, cards readable', () => zoom(page));
    await dragged('cards readable');
    await whole(page);
    await page.mouse.move(x, y);
    const { cards, links } = await drawn(page);
    figures.push({ name: 'whole flow in view: links drawn', value: links, unit: 'of them', target: edges, ok: links === edges && cards === nodes });
    await asFigures('pan, whole flow in view', () => pan(page));
    await asFigures('zoom, whole flow in view', () => zoom(page));
    await whole(page);
    await dragged('whole flow in view');
    figures.push(await drawnPerChange(page));
    return figures;

    async function dragged(where: string): Promise<void> {
      const card = await takeCard(page);
      await asFigures(`drag, ${where}`, card.move);
      const { longestMs } = await watch.during(card.putDown);
      const name = `a card is put down, ${where}: longest task`;
      figures.push({ name, value: longestMs, unit: 'ms', target: LONGEST_MS, ok: longestMs <= LONGEST_MS });
    }
  } finally {
    await close();
  }
}

async function whole(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the whole flow' }).click();
  await page.waitForTimeout(2_000);
}

function frameFigures(what: string, { frames, medianMs, p95Ms, workMs, longTasks, longestMs }: Watched): Figure[] {
  return [
    { name: `${what}: median frame`, value: medianMs, unit: 'ms', target: MEDIAN_MS, ok: medianMs <= MEDIAN_MS },
    { name: `${what}: 95 of 100 frames take at most`, value: p95Ms, unit: 'ms', target: P95_MS, ok: p95Ms <= P95_MS },
    { name: `${what}: processor time a frame`, value: workMs, unit: `ms (of ${frames} frames; ${longTasks} long tasks, longest ${longestMs} ms)`, ok: true },
  ];
}

/** How often a card is drawn for each time that it changes, while the whole flow is previewed. */
async function drawnPerChange(page: Page): Promise<Figure> {
  // From afar a card draws no counts, so that not everything that it is told can be seen on it.
  await page.getByTitle('Zoom to 100 %').click();
  await page.waitForTimeout(1_000);
  await page.evaluate(() => {
    Object.assign(globalThis, { cardsDrawn: 0, cardsChanged: 0 });
    const area = document.querySelector('.react-flow__nodes');
    if (!area) return;
    // One call tells of all that changed in one commit.
    new MutationObserver((records) => {
      const cards = new Set(records.map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('.react-flow__node-card')));
      cards.delete(null);
      Object.assign(globalThis, { cardsChanged: Reflect.get(globalThis, 'cardsChanged') + [...cards].filter(Boolean).length });
    }).observe(area, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'], characterData: true });
  });
  await page.keyboard.press('F9');
  const shown = () => page.evaluate(() => document.querySelectorAll('.react-flow__node-card [data-status="done"]').length);
  for (let i = 0; i < 120 && (await shown()) === 0; i++) await page.waitForTimeout(500);
  await page.waitForTimeout(6_000);
  const [draws, changes] = await page.evaluate(() => [Number(Reflect.get(globalThis, 'cardsDrawn')), Number(Reflect.get(globalThis, 'cardsChanged'))]);
  if (!changes) throw new Error('No card changed: the preview told nothing.');
  const value = rounded((draws ?? 0) / changes);
  return { name: `drawings of a card for each of its ${changes} changes`, value, unit: 'x', target: 1, ok: value <= 1 };
}
