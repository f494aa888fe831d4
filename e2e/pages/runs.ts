import { expect, type Locator, type Page } from '@playwright/test';

/** The list of all runs. */
export class History {
  readonly page: Page;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: 'Runs, newest first' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Runs', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Runs' })).toBeVisible();
  }

  /** The runs in the list, newest first, without the headings. */
  runs(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('cell') });
  }

  async search(words: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: /^Search in flow names/ }).fill(words);
  }

  async openRun(number = 0): Promise<RunPage> {
    await this.runs().nth(number).getByRole('link').first().click();
    const run = new RunPage(this.page);
    await expect(run.state).toBeVisible();
    return run;
  }
}

export interface Fates {
  read: number;
  delivered: number;
  filtered: number;
  duplicates: number;
  rejected: number;
  pending: number;
}

/** The page of one run. */
export class RunPage {
  readonly page: Page;
  readonly state: Locator;
  readonly details: Locator;
  readonly data: Locator;

  constructor(page: Page) {
    this.page = page;
    this.state = page.getByRole('main').getByRole('heading', { level: 1 }).getByRole('status');
    this.details = page.getByRole('region', { name: 'Details of the run' });
    this.data = page.getByRole('region', { name: 'Data', exact: true });
  }

  async isOver(outcome: RegExp, timeout = 30_000): Promise<void> {
    await expect(this.state).toContainText(outcome, { timeout });
  }

  /** What became of the records, as the page shows it. */
  async fates(): Promise<Fates> {
    const words = (await this.page.getByRole('region', { name: 'What became of the records' }).innerText()).replace(/\s+/g, ' ');
    const count = (word: string) => Number((new RegExp(`([\\d,]+) ${word}`).exec(words)?.[1] ?? '0').replaceAll(',', ''));
    return {
      read: count('read'),
      delivered: count('delivered'),
      filtered: count('filtered'),
      duplicates: count('duplicates'),
      rejected: count('rejected'),
      pending: count('pending'),
    };
  }

  /** The same, once every record that was read is found again among the others. */
  async accounted(): Promise<Fates> {
    const fates = await this.fates();
    const { read, delivered, filtered, duplicates, rejected, pending } = fates;
    expect(delivered + filtered + duplicates + rejected + pending, 'every record that was read has one fate').toBe(read);
    return fates;
  }

  async show(tab: RegExp): Promise<void> {
    await this.details.getByRole('tab', { name: tab }).click();
  }

  rejects(): Locator {
    return this.details.getByRole('list', { name: 'Rejected records' }).getByRole('article');
  }

  async replayDialog(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Replay…' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Replay this run/ });
    await expect(dialog.getByText(/^Version \d+ will run/)).toBeVisible();
    return dialog;
  }

  /** Replays as the open dialog says, and waits until the page shows the new run. */
  async replay(dialog: Locator): Promise<void> {
    const before = this.page.url();
    await dialog.getByRole('button', { name: /^Replay/ }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => this.page.url()).not.toBe(before);
    await expect(this.page.getByText('of an earlier run')).toBeVisible();
  }
}
