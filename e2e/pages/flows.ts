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

  /** Gives a flow document through the file dialog; what it brings is shown then. */
  async offer(flow: object): Promise<void> {
    const asked = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Import' }).click();
    const buffer = Buffer.from(JSON.stringify(flow));
    await (await asked).setFiles({ name: 'flow.swivel.json', mimeType: 'application/json', buffer });
  }

  /** Imports a flow document, with what is proposed for what it brings; the flow is open afterwards. */
  async import(flow: object): Promise<void> {
    await this.offer(flow);
    const dialog = this.page.getByRole('dialog', { name: /^Import/ });
    const agree = dialog.getByRole('button', { name: 'Import', exact: true });
    await expect(async () => {
      if (await agree.isVisible()) await agree.click();
      await expect(this.page).toHaveURL(/#\/flow\//, { timeout: 250 });
    }).toPass();
    await expect(dialog).toBeHidden();
  }
}
