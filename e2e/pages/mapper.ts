import { expect, type Locator, type Page } from '@playwright/test';
import { Hands } from './hands.ts';

type Side = 'from' | 'to';

/** The mapper over the whole window: arriving fields, fields that leave, lines, and what is chosen below. */
export class Mapper {
  readonly page: Page;
  readonly hands: Hands;
  readonly window: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.hands = new Hands(page);
    this.window = page.getByRole('dialog', { name: /^Map fields:/ });
    this.status = this.window.getByRole('status');
  }

  async open(): Promise<void> {
    await this.page.getByRole('complementary', { name: 'Settings of the step' }).getByRole('button', { name: 'Open the mapper' }).click();
    await expect(this.list('to')).toBeVisible();
  }

  async close(): Promise<void> {
    await this.window.getByRole('button', { name: 'Close', exact: true }).first().click();
    await expect(this.window).toBeHidden();
  }

  list(side: Side): Locator {
    return this.window.getByRole('grid', { name: side === 'from' ? 'Arriving fields' : 'Fields that leave' });
  }

  row(side: Side, name: string): Locator {
    return this.list(side).getByRole('row', { name: new RegExp(`^${name}(,|$)`) });
  }

  button(name: string | RegExp): Locator {
    return this.window.getByRole('button', { name });
  }

  /** Draws a line from an arriving field to one that leaves. */
  async draw(from: string, to: string): Promise<void> {
    await this.hands.drag(this.row('from', from), this.row('to', to));
    await expect(this.status).toHaveText(`${from} goes to ${to} now.`);
  }

  results(name: string): Locator {
    return this.window.getByRole('region', { name: `Results of ${name}` });
  }

  /** The last column of the results: what leaves, record by record. */
  async out(name: string): Promise<string[]> {
    return this.results(name).locator('tbody td:last-child').allTextContents();
  }

  async readFile(path: string): Promise<void> {
    await this.window.getByLabel('From a file', { exact: true }).fill(path);
    await this.button('Read the fields').click();
  }
}
