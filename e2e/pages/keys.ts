import { expect, type Locator, type Page } from '@playwright/test';

/** A person who uses the keyboard alone. */
export class Keys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Chooses what stands first in the command palette for these words. */
  async command(words: string): Promise<void> {
    await this.press('ControlOrMeta+k');
    const box = this.page.getByPlaceholder('Find a command, step or flow');
    await expect(box).toBeFocused();
    await this.type(words);
    await expect(this.page.getByRole('dialog').getByRole('button').first()).toContainText(words);
    await this.press('Enter');
    await expect(box).toBeHidden();
  }

  /** Goes on with Tab until something has the focus. */
  async tabTo(what: Locator): Promise<void> {
    // Twice round the window: a form that is drawn anew in the meantime gives the focus up.
    for (let times = 0; times < 240; times++) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      await this.press('Tab');
    }
    await expect(what).toBeFocused();
  }

  async enter(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.type(text);
  }

  /** Chooses in a list that opens when it is typed into. */
  async pick(field: Locator, words: string): Promise<void> {
    await this.enter(field, words);
    await expect(this.page.getByRole('listbox').getByRole('option').first()).toBeVisible();
    if ((await this.page.locator('[data-combobox-selected]').count()) === 0) await this.press('ArrowDown');
    await this.press('Enter');
  }
}
