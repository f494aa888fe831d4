import { expect, type Locator, type Page } from '@playwright/test';

/** The drawer's comparison with an earlier run. */
export class EarlierRun {
  readonly drawer: Locator;
  readonly run: Locator;
  readonly differences: Locator;
  /** The grids of that run and of what is shown now. */
  readonly past: Locator;
  readonly now: Locator;

  constructor(page: Page) {
    this.drawer = page.getByRole('region', { name: 'Data', exact: true });
    this.run = this.drawer.getByRole('combobox', { name: 'Compare with' });
    this.differences = this.drawer.getByRole('group').filter({ has: page.getByText(/Only a sample|All records/) });
    this.past = this.drawer.getByRole('grid', { name: 'Records of that run' });
    this.now = this.drawer.getByRole('grid', { name: 'Records as they are now' });
  }

  async open(): Promise<void> {
    await this.drawer.getByRole('tab', { name: 'Earlier run' }).click();
    await expect(this.run).toBeVisible();
  }

  /** How many records there are in all, that changed, came and went. */
  async tally(all: number, changed: number, now: number, past: number): Promise<void> {
    const choice = this.drawer.getByRole('group', { name: 'Which records' });
    await expect(choice).toContainText(`All ${all}Changed ${changed}Only now ${now}Only then ${past}`);
  }

  async show(which: 'All' | 'Changed' | 'Only now' | 'Only then'): Promise<void> {
    await this.drawer
      .getByRole('group', { name: 'Which records' })
      .getByText(new RegExp(`^${which} `))
      .click();
  }

  /** The cells of a line on one side. */
  async line(number: number, side: Locator): Promise<string[]> {
    return side.getByRole('row').nth(number).getByRole('gridcell').allTextContents();
  }
}
