import { expect, type Locator, type Page } from '@playwright/test';

/** The page of the library of snippets. */
export class Library {
  readonly page: Page;
  readonly users: Locator;

  constructor(page: Page) {
    this.page = page;
    this.users = page.getByRole('region', { name: 'Used by' });
  }

  async open(snippet: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Snippets', exact: true }).click();
    await this.page
      .getByRole('navigation', { name: 'Snippets of the library' })
      .getByRole('link', { name: new RegExp(`^${snippet}`) })
      .click();
    await expect(this.page.getByRole('heading', { name: snippet })).toBeVisible();
  }

  user(flow: string): Locator {
    return this.users.getByRole('listitem').filter({ hasText: flow });
  }

  /** Puts other code in the place of what stands in an editor. */
  async write(editor: Locator, code: string): Promise<void> {
    await editor.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(code);
  }
}
