import { expect, type Locator, type Page } from '@playwright/test';

/** The control that says which records previews take, and its form. */
export class SampleControl {
  readonly page: Page;
  readonly button: Locator;
  readonly form: Locator;

  constructor(page: Page) {
    this.page = page;
    this.button = page.getByRole('button', { name: /^Sample: / });
    this.form = page.getByRole('dialog').filter({ has: page.getByRole('group', { name: 'Which records previews take' }) });
  }

  async open(kind: string): Promise<void> {
    await this.button.click();
    await this.form.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
  }

  async use(button = 'Use and preview'): Promise<void> {
    await this.form.getByRole('button', { name: button }).click();
    await expect(this.form).toBeHidden();
    await expect(this.page.getByRole('button', { name: 'Preview', exact: true })).toHaveAttribute('aria-busy', 'false');
  }
}
