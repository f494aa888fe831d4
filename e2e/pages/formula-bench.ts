import { expect, type Locator, type Page } from '@playwright/test';

/** A formula over the whole window: fields, text, functions, results. */
export class FormulaBench {
  readonly page: Page;
  readonly window: Locator;
  readonly text: Locator;

  constructor(page: Page) {
    this.page = page;
    this.window = page.getByRole('dialog', { name: /^Formula: / });
    this.text = this.window.getByRole('textbox');
  }

  fields(): Locator {
    return this.window.getByRole('region', { name: 'Fields' });
  }

  functions(): Locator {
    return this.window.getByRole('region', { name: 'Functions' });
  }

  results(): Locator {
    return this.window.getByRole('grid', { name: 'Results on the sample' });
  }

  /** The cells of one record's line, without its number. */
  async record(line: number): Promise<string[]> {
    return this.results().getByRole('row').nth(line).getByRole('gridcell').allTextContents();
  }

  async type(formula: string): Promise<void> {
    await this.text.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(formula);
  }

  async closed(): Promise<void> {
    await expect(this.window).toBeHidden();
  }
}
