import { expect, type Locator, type Page } from '@playwright/test';
import { Hands, middleOf, type Point } from './hands.ts';

/** The designer with its canvas, palette, settings and data. */
export class Designer {
  readonly page: Page;
  readonly hands: Hands;
  readonly canvas: Locator;
  readonly palette: Locator;
  readonly settings: Locator;
  readonly data: Locator;
  /** The sentence in the data's bar that says which part of how many is shown. */
  readonly says: Locator;
  readonly banner: Locator;

  constructor(page: Page) {
    this.page = page;
    this.hands = new Hands(page);
    this.canvas = page.getByRole('region', { name: 'Canvas' }).getByRole('application');
    this.palette = page.getByRole('complementary', { name: 'Steps to add' });
    this.settings = page.getByRole('complementary', { name: 'Settings of the step' });
    this.data = page.getByRole('region', { name: 'Data', exact: true });
    this.says = this.data.locator('[data-says]');
    this.banner = page.getByRole('region', { name: 'Canvas' }).locator('[role="status"][data-status]');
  }

  /** Opens the address of a host; a fresh workspace shows its example. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.card('HR export')).toBeVisible();
  }

  /** Makes an empty flow through the list of flows. */
  async openEmpty(): Promise<void> {
    await this.page.getByRole('link', { name: 'Flows', exact: true }).click();
    await this.page.getByRole('button', { name: 'New flow' }).click();
    await this.page.getByRole('menuitem', { name: 'Empty flow' }).click();
    await expect(this.page.getByText('Begin with your data')).toBeVisible();
  }

  get flowId(): string {
    return /#\/flow\/([^/]+)/.exec(this.page.url())?.[1] ?? '';
  }

  cards(): Locator {
    return this.canvas.getByRole('group', { name: /^.+, .+: / });
  }

  card(name: string): Locator {
    return this.canvas.getByRole('group', { name: new RegExp(`^${literally(name)}, `) });
  }

  port(card: string, port: string): Locator {
    return this.card(card).locator(`[data-port-name="${port}"]`);
  }

  link(from: string, to: string): Locator {
    return this.canvas.getByRole('img', { name: new RegExp(`^From ${literally(from)} to ${literally(to)}`) });
  }

  /** Drags a kind from the palette; the drop point is counted from the canvas' upper left corner. */
  async dragKind(kind: string, at: Point): Promise<void> {
    const before = await this.cards().count();
    this.hands.clicks++;
    await this.kind(kind).dragTo(this.canvas, { targetPosition: at });
    await expect(this.cards()).toHaveCount(before + 1);
  }

  kind(kind: string): Locator {
    return this.palette.getByRole('button', { name: kind, exact: true }).last();
  }

  /** Draws a link from an output to an input with the mouse. */
  async connect(from: string, to: string, ports: { out?: string; in?: string } = {}): Promise<void> {
    await this.hands.drag(this.port(from, ports.out ?? 'out'), this.port(to, ports.in ?? 'in'));
    await expect(this.link(from, to)).toBeAttached();
  }

  /** Clicks the card until its settings are there: right behind the opening of a flow, on a busy machine, a first click may select nothing. */
  async select(card: string): Promise<void> {
    await expect(async () => {
      await this.hands.click(this.card(card).getByText(card, { exact: true }));
      await expect(this.settings.getByRole('textbox', { name: 'Name of the step' })).toHaveValue(card, { timeout: 5_000 });
    }).toPass({ timeout: 30_000 });
  }

  async drop(file: { name: string; content: Buffer; type: string }, at: Point): Promise<void> {
    const corner = await this.canvas.boundingBox();
    if (!corner) throw new Error('There is no canvas.');
    const data = await this.page.evaluateHandle(
      ({ name, type, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name, { type }));
        return transfer;
      },
      { name: file.name, type: file.type, base64: file.content.toString('base64') },
    );
    const where = { dataTransfer: data, clientX: corner.x + at.x, clientY: corner.y + at.y };
    for (const event of ['dragenter', 'dragover', 'drop']) await this.canvas.dispatchEvent(event, where);
  }

  /** Previews and waits until the data of the selected step is fresh. */
  async preview(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Preview', exact: true });
    await this.hands.click(button);
    await expect(button).toHaveAttribute('aria-busy', 'false');
    await expect(this.data).toContainText(/Nothing was written\.|would/);
    await expect(this.data).not.toContainText('Older than the flow');
  }

  grid(): Locator {
    return this.data.getByRole('grid');
  }

  /** The cells of a row of the data, without its number. */
  async row(number: number): Promise<string[]> {
    return this.grid().getByRole('row').nth(number).getByRole('gridcell').allTextContents();
  }

  async columns(): Promise<string[]> {
    const heads = await this.grid()
      .getByRole('columnheader')
      .evaluateAll((all) => all.map((head) => head.getAttribute('title') ?? ''));
    return heads.map((title) => title.split('\n')[0] ?? '').filter(Boolean);
  }

  async saved(): Promise<void> {
    await expect(this.page.getByText(/^Saved \d\d:\d\d/)).toBeVisible();
  }

  async run(): Promise<void> {
    await this.hands.click(this.page.getByRole('button', { name: 'Run', exact: true }));
  }

  /** Starts a run and waits for its end; gives the words of the banner. */
  async runToEnd(outcome: RegExp): Promise<string> {
    const details = this.banner.getByRole('link', { name: 'Details' });
    const earlier = (await details.count()) > 0 ? await details.getAttribute('href') : null;
    await this.run();
    if (earlier !== null) await expect(details, 'the banner shows the new run').not.toHaveAttribute('href', earlier);
    await expect(this.banner).toContainText(outcome, { timeout: 30_000 });
    return (await this.banner.textContent()) ?? '';
  }

  async place(card: string): Promise<Point> {
    return middleOf(this.card(card));
  }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
