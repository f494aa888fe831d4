import type { Locator, Page } from '@playwright/test';

/** Longer texts are pasted. */
const MOST_TYPED = 40;

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
    this.clicks++;
    const start = await middleOf(from);
    const end = await middleOf(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await this.page.mouse.move(end.x, end.y, { steps: 4 });
    await this.page.mouse.up();
  }
}

export async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (!box) throw new Error(`${what} is not on the screen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
