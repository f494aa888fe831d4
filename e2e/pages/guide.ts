import type { Locator, Page } from '@playwright/test';

/** The first steps above the canvas. */
export class Guide {
  readonly bar: Locator;
  /** Around the place where the next thing is to be done. It is only for the eye, and has no role. */
  readonly ring: Locator;

  constructor(page: Page) {
    this.bar = page.getByRole('region', { name: 'First steps' });
    this.ring = page.locator('[class*="_pointer_"]');
  }

  /** Numbers of the things that are ticked. */
  async done(): Promise<number[]> {
    const names = await this.bar
      .getByRole('listitem')
      .getByRole('button')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    return names.filter((name) => name.endsWith(': done')).map((name) => Number.parseInt(name, 10));
  }
}
