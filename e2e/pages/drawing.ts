import { expect, type Locator, type Page } from '@playwright/test';
import type { Designer } from './designer.ts';
import type { Point } from './hands.ts';

/** Groups, notes and bookmarks of the designer. */
export class Drawing {
  readonly designer: Designer;
  readonly page: Page;
  readonly bookmarks: Locator;
  readonly list: Locator;

  constructor(designer: Designer) {
    this.designer = designer;
    this.page = designer.page;
    this.bookmarks = this.page.getByRole('region', { name: 'Bookmarks' });
    this.list = this.page.getByRole('complementary', { name: 'List of steps' });
  }

  /** The card of a collapsed group. */
  folded(group: string): Locator {
    return this.designer.canvas.getByRole('group', { name: new RegExp(`^${group}, Group: .+, collapsed$`) });
  }

  collapse(group: string): Locator {
    return this.designer.canvas.getByRole('button', { name: `Collapse ${group}` });
  }

  note(text: string): Locator {
    return this.designer.canvas.getByRole('group', { name: new RegExp(`^Note: .*${text}`, 's') });
  }

  /** Clicks several cards with Shift held. */
  async selectAll(first: string, ...others: string[]): Promise<void> {
    await this.designer.select(first);
    for (const card of others) await this.designer.card(card).click({ modifiers: ['Shift'], position: { x: 60, y: 14 } });
  }

  /** Drags a card with the mouse, so many pixels on the screen. */
  async drag(card: Locator, by: Point): Promise<void> {
    await this.designer.hands.dragBy(card, by);
  }

  /** Clicks a link near its beginning, beside what stands on it, as soon as it stands still and nothing else lies there. */
  async clickLink(from: string, to: string): Promise<void> {
    const at = await this.designer
      .link(from, to)
      .locator('path.react-flow__edge-path')
      .evaluate(async (path: SVGPathElement) => {
        const here = () => path.getPointAtLength(path.getTotalLength() * 0.14).matrixTransform(path.getScreenCTM() ?? undefined);
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        for (let [before, now] = [null as DOMPoint | null, here()]; ; [before, now] = [now, here()]) {
          const edge = document.elementFromPoint(now.x, now.y)?.closest('.react-flow__edge');
          if (before?.x === now.x && before.y === now.y && edge === path.closest('.react-flow__edge')) return { x: now.x, y: now.y };
          await frame();
        }
      });
    await this.page.mouse.click(at.x, at.y);
  }

  /** Where every card stands in the flow's own terms. */
  places(): Promise<Record<string, string>> {
    return this.designer
      .cards()
      .evaluateAll((all) =>
        Object.fromEntries(all.map((card) => [card.getAttribute('data-id'), `${(card as HTMLElement).style.left} ${(card as HTMLElement).style.top}`])),
      );
  }

  /** What a screen reader was told last about the canvas. */
  async told(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Canvas' }).getByRole('status').filter({ hasText: words }).first()).toBeAttached();
  }
}
