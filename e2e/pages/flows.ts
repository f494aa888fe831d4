import { expect, type Locator, type Page } from '@playwright/test';

/** The list of flows. */
export class Flows {
  readonly page: Page;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: 'Flows' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Flows', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  async choose(name: string, action: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `More for ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** Imports a flow document through the file dialog; the flow is open afterwards. */
  async import(flow: object): Promise<void> {
    const asked = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Import' }).click();
    const buffer = Buffer.from(JSON.stringify(flow));
    await (await asked).setFiles({ name: 'flow.swivel.json', mimeType: 'application/json', buffer });
    await expect(this.page).toHaveURL(/#\/flow\//);
  }
}
