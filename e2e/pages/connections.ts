import { expect, type Locator, type Page } from '@playwright/test';

/** The page of connections, and the form of one. */
export class Connections {
  readonly page: Page;
  readonly list: Locator;
  readonly parts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('list', { name: 'Connections', exact: true });
    this.parts = page.getByRole('list', { name: 'What was looked at' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Connections', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Connections', exact: true })).toBeVisible();
  }

  /** The form of the connection that is shown or made, on the page or over another one. */
  get form(): Locator {
    return this.page.getByRole('form', { name: /^(New connection|Connection )/ });
  }

  async choose(kind: string): Promise<void> {
    await this.page.getByRole('list', { name: 'Kinds of connections' }).getByRole('button', { name: kind }).click();
    await expect(this.form).toBeVisible();
  }

  async fill(label: string, value: string): Promise<void> {
    await this.form.getByLabel(label, { exact: true }).fill(value);
  }

  async save(): Promise<void> {
    const name = await this.form.getByRole('textbox', { name: 'Name of the connection' }).inputValue();
    await this.form.getByRole('button', { name: 'Save' }).click();
    await expect(this.page.getByText(`${name.trim()} is saved.`, { exact: true }).last()).toBeVisible();
  }

  async test(): Promise<void> {
    await this.form.getByRole('button', { name: 'Test the connection' }).first().click();
  }

  /** What the last test found wrong, or that all is well. */
  get outcome(): Locator {
    return this.form.getByRole('status').filter({ hasText: /All is well|cannot be used|could not be finished|stopped/ });
  }
}
