import { expect, type Locator, type Page } from '@playwright/test';

/** The form of the selected step, its help and its dialogs. */
export class StepForm {
  readonly page: Page;
  readonly form: Locator;
  readonly help: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('complementary', { name: 'Settings of the step' });
    this.help = this.form.getByRole('region', { name: 'Help' });
  }

  /** One setting with its label, control, tools and problems. */
  setting(path: string): Locator {
    return this.form.locator(`[data-setting="${path}"]`);
  }

  /** What could be undone next, as the button says. */
  async undo(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('button', { name: /^Undo/ }).click();
  }

  /** Does one of the things that can be done with all settings. */
  async all(item: string | RegExp): Promise<void> {
    await this.form.getByRole('button', { name: 'All settings of the step' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async browse(setting: string): Promise<Locator> {
    await this.setting(setting).getByRole('button', { name: 'Browse' }).click();
    const dialog = this.page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Up one folder' })).toBeVisible();
    return dialog;
  }

  /** Types at the end of the query and gives what is offered, the words of the language left out. */
  async offeredAfter(text: string): Promise<string[]> {
    await this.setting('sql').locator('.view-lines').click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(text);
    const list = this.page.locator('.suggest-widget.visible');
    await expect(list.locator('.monaco-list-row').first()).toBeVisible();
    return list.locator('.monaco-list-row .label-name').allTextContents();
  }
}
