import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/host.ts';
import { Flows } from '../pages/flows.ts';

const COLUMNS = 10;
const NODES = 300;

/** Rows of ten steps, each row led from left to right. */
function largeFlow(): object {
  const nodes = Array.from({ length: NODES }, (_, i) => ({
    id: `n${i}`,
    kind: 'remove-duplicates',
    version: 1,
    name: `Step ${i}`,
    position: { x: (i % COLUMNS) * 290, y: Math.floor(i / COLUMNS) * 130 },
    config: {},
  }));
  const edges = nodes.flatMap((_, i) =>
    i % COLUMNS === COLUMNS - 1 ? [] : [{ id: `e${i}`, from: { node: `n${i}`, port: 'out' }, to: { node: `n${i + 1}`, port: 'in' } }],
  );
  return { format: 'swivel/flow', version: 1, id: 'large', name: 'Large', nodes, edges };
}

/** How far the end of each link in view is from the middle of the left side of the card it leads to, in pixels; the largest. */
function worstEnd(page: Page): Promise<number> {
  return page.evaluate(() => {
    const off = [...document.querySelectorAll<SVGPathElement>('.react-flow__edge path.react-flow__edge-path')].flatMap((path) => {
      const place = Number(path.closest('.react-flow__edge')?.getAttribute('data-id')?.slice(1));
      const card = document.querySelector(`.react-flow__node[data-id="n${place + 1}"]`)?.getBoundingClientRect();
      const at = path.getPointAtLength(path.getTotalLength()).matrixTransform(path.getScreenCTM() ?? undefined);
      return card ? [Math.hypot(at.x - card.x, at.y - (card.y + card.height / 2))] : [];
    });
    return Math.max(...off);
  });
}

/** Links in the one picture that is drawn of all of them from afar. */
function pictured(page: Page): Promise<number> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.react-flow__edgelabel-renderer svg path')]
      .map((path) => path.getAttribute('d')?.split('M').length ?? 1)
      .reduce((sum, parts) => sum + parts - 1, 0),
  );
}

test('links stay when a large flow is seen from afar and then from near again', async ({ page, host }) => {
  await page.goto(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(largeFlow());
  const [cards, links] = [page.locator('.react-flow__node-card'), page.locator('.react-flow__edge-path')];
  await expect(page.locator('.react-flow__node[data-id="n0"]')).toBeVisible();
  await expect(async () => {
    await page.getByRole('button', { name: 'Show the whole flow' }).click();
    await expect(cards).toHaveCount(NODES, { timeout: 3_000 });
  }).toPass();
  await expect(links).toHaveCount(NODES - NODES / COLUMNS);
  expect(await worstEnd(page)).toBeLessThan(8);
  await expect.poll(() => pictured(page)).toBe(NODES - NODES / COLUMNS);
  const zoom = page.getByTitle('Zoom to 100 %');
  while (Number.parseInt((await zoom.textContent()) ?? '0', 10) < 60) {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(page.locator('[data-scope="canvas"]')).not.toHaveAttribute('data-moving');
  }
  await expect.poll(() => cards.count()).toBeLessThan(NODES);
  await expect.poll(() => links.count()).toBeGreaterThan(10);
  await expect.poll(() => worstEnd(page)).toBeLessThan(8);
  await expect.poll(() => pictured(page)).toBe(0);
});
