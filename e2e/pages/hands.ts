import type { Locator, Page } from '@playwright/test';

/** Longer texts are pasted. */
const MOST_TYPED = 40;

export interface Point {
  x: number;
  y: number;
}

/** A person's mouse and keyboard, counting what they do. */
export class Hands {
  readonly page: Page;
  clicks = 0;
  entries = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async click(what: Locator): Promise<void> {
    this.clicks++;
    await what.click();
  }

  /** Clicks into a field and types; counts as one entry. */
  async enter(field: Locator, text: string): Promise<void> {
    this.entries++;
    await field.click();
    await field.press('ControlOrMeta+a');
    if (text.length > MOST_TYPED) await this.page.keyboard.insertText(text);
    else await field.pressSequentially(text);
  }

  async choose(list: Locator, label: string): Promise<void> {
    this.clicks++;
    await list.selectOption({ label });
  }

  /** Presses on one thing and lets go on another; counts as one click. */
  async drag(from: Locator, to: Locator): Promise<void> {
    await this.dragTo(from, () => middleOf(to));
  }

  /** Drags a thing, so many pixels on the screen. */
  async dragBy(what: Locator, by: Point): Promise<void> {
    await this.dragTo(what, (start) => ({ x: start.x + by.x, y: start.y + by.y }));
  }

  async dragTo(from: Locator, to: (start: Point) => Point | Promise<Point>): Promise<void> {
    this.clicks++;
    const start = await this.#reach(from);
    const end = await to(start);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await this.page.mouse.move(end.x, end.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Puts the pointer on a thing that stands still and has nothing lying over it, such as a dialog that is just leaving. */
  async #reach(what: Locator): Promise<Point> {
    await what.hover();
    return middleOf(what);
  }
}

export async function middleOf(what: Locator): Promise<Point> {
  const box = await what.boundingBox();
  if (!box) throw new Error(`${what} is not on the screen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
