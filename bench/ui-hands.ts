import type { Page } from '@playwright/test';

const MOVES = 60;
/** A mouse reports about 125 times a second. */
const PAUSE_MS = 8;

interface Spot {
  x: number;
  y: number;
}

/** The middle of the canvas. */
export async function middleOf(page: Page): Promise<Spot> {
  const box = await page.locator('.react-flow').boundingBox();
  if (!box) throw new Error('There is no canvas.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Pans with the wheel, there and back. */
export async function pan(page: Page): Promise<void> {
  for (let i = 0; i < MOVES; i++) {
    const way = i < MOVES / 2 ? 1 : -1;
    await page.mouse.wheel(way * 18, way * 10);
    await page.waitForTimeout(PAUSE_MS);
  }
}

/** Zooms in and out again with the wheel. */
export async function zoom(page: Page): Promise<void> {
  await page.keyboard.down('Control');
  for (let i = 0; i < MOVES; i++) {
    await page.mouse.wheel(0, i < MOVES / 2 ? -14 : 14);
    await page.waitForTimeout(PAUSE_MS);
  }
  await page.keyboard.up('Control');
}

/** The middle of a card that is in view with nothing upon it. */
async function cardInView(page: Page): Promise<Spot> {
  const spot = await page.evaluate(() => {
    const area = document.querySelector('.react-flow')?.getBoundingClientRect();
    if (!area) return null;
    for (const card of document.querySelectorAll('.react-flow__node-card')) {
      const box = card.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.4];
      const isInside = x > area.x + 200 && x < area.right - 200 && y > area.y + 120 && y < area.bottom - 140;
      if (isInside && document.elementFromPoint(x, y)?.closest('.react-flow__node') === card) return { x, y };
    }
    return null;
  });
  if (!spot) throw new Error('No card is in view.');
  return spot;
}

/** Takes hold of a card; gives what moves it about and what puts it down. */
export async function takeCard(page: Page): Promise<{ move(): Promise<void>; putDown(): Promise<void> }> {
  const { x, y } = await cardInView(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 6, y + 6);
  return {
    move: async () => {
      for (let i = 0; i < MOVES; i++) {
        await page.mouse.move(x + 6 + Math.sin(i / 6) * 80, y + 6 + Math.cos(i / 6) * 50);
        await page.waitForTimeout(PAUSE_MS);
      }
    },
    putDown: async () => {
      await page.mouse.up();
      await page.waitForTimeout(1_500);
    },
  };
}

/** How many cards and links are in the document. */
export function drawn(page: Page): Promise<{ cards: number; links: number }> {
  return page.evaluate(() => ({
    cards: document.querySelectorAll('.react-flow__node-card').length,
    links: document.querySelectorAll('.react-flow__edge-path').length,
  }));
}
