import { expect, type Locator, type Page } from '@playwright/test';

/** The records in the data drawer: its grid, what sorts and filters them, and what can be done with them. */
export class Records {
  readonly page: Page;
  readonly drawer: Locator;
  readonly grid: Locator;
  readonly menu: Locator;

  constructor(page: Page) {
    this.page = page;
    this.drawer = page.getByRole('region', { name: 'Data', exact: true });
    this.grid = this.drawer.getByRole('grid').first();
    this.menu = page.getByRole('dialog', { name: /^Sort and filter by / });
  }

  async openMenu(column: string): Promise<void> {
    await this.drawer.getByRole('button', { name: `Sort and filter by ${column}`, exact: true }).click();
    await expect(this.menu).toBeVisible();
  }

  async filter(column: string, test: string, ...values: string[]): Promise<void> {
    await this.openMenu(column);
    await this.menu.getByLabel('Show only records where it').selectOption({ label: test });
    for (const [i, value] of values.entries()) await this.menu.getByRole('textbox').nth(i).fill(value);
    await this.menu.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(this.menu).toBeHidden();
  }

  async tally(words: RegExp | string): Promise<void> {
    await expect(this.drawer.getByRole('status').filter({ hasText: /shown/ })).toHaveText(words);
  }

  async view(name: string | RegExp): Promise<void> {
    await this.drawer.getByRole('tab', { name }).click();
    await expect(this.drawer.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  }

  /** The first rows of a grid, each as its cells. */
  async rows(count: number, grid: Locator = this.grid): Promise<string[][]> {
    const rows: string[][] = [];
    for (let i = 1; i <= count; i++) rows.push(await grid.getByRole('row').nth(i).getByRole('gridcell').allTextContents());
    return rows;
  }
}
