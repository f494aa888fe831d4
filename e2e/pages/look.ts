import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const FOLDER = join(import.meta.dirname, '../../test-results/screens');
/** Pictures are for people: `SWIVEL_PICTURES=1` takes them. They cost more than all that is looked for in them by program. */
const TAKES_PICTURES = process.env['SWIVEL_PICTURES'] === '1';
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 700 };

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ALL_RULES = { type: 'tag', values: TAGS };
/** In the other theme nothing is different but the colours. */
const COLOURS = { type: 'rule', values: ['color-contrast'] };

/** A tooltip floats above the page, outside of its landmarks, and is read with what it describes. */
const TOOLTIP = '[data-portal]:has(> [role="tooltip"])';

type Scheme = 'light' | 'dark';

interface Found {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

interface Axe {
  run(context: object, options: object): Promise<{ violations: Found[] }>;
}

/** Looks at one state of the window after another, in both themes: lets axe look for what keeps people out, and takes pictures where they are wanted. */
export class Look {
  readonly page: Page;
  readonly found = new Set<string>();
  #scheme: Scheme = 'light';
  #states = 0;

  constructor(page: Page) {
    this.page = page;
  }

  /** Begin with this, before the window is opened: nothing moves while it is looked at. */
  async begin(): Promise<void> {
    await this.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  }

  /** Looks at the window as it is. `part` is what is new on it (a selector); without it the whole page is looked at. `narrow`: a picture of a small window too. */
  async at(state: string, { part, narrow = false }: { part?: string; narrow?: boolean } = {}): Promise<void> {
    this.#states++;
    await this.page.mouse.move(WIDE.width / 2, WIDE.height - 8);
    const [first, second]: Scheme[] = this.#scheme === 'light' ? ['light', 'dark'] : ['dark', 'light'];
    await this.#in(first ?? 'light', state, part);
    if (narrow && TAKES_PICTURES) {
      await this.page.setViewportSize(NARROW);
      await this.#picture(`${state}-${first}-${NARROW.width}`);
      await this.page.setViewportSize(WIDE);
    }
    await this.#in(second ?? 'dark', state, part);
  }

  /** A picture of the window as it is, in the midst of something. */
  async picture(state: string): Promise<void> {
    await this.#picture(`${state}-${this.#scheme}-${WIDE.width}`);
  }

  /** Nobody was kept out of any state. */
  clean(leastStates: number): void {
    expect([...this.found].sort(), 'what axe found').toEqual([]);
    expect(this.#states, 'states that were looked at').toBeGreaterThanOrEqual(leastStates);
  }

  async #in(scheme: Scheme, state: string, part: string | undefined): Promise<void> {
    if (scheme !== this.#scheme) await this.page.emulateMedia({ colorScheme: scheme });
    this.#scheme = scheme;
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', scheme);
    await this.page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
    await this.#axe(scheme, state, part);
    await this.#picture(`${state}-${scheme}-${WIDE.width}`);
  }

  async #picture(name: string): Promise<void> {
    if (!TAKES_PICTURES) return;
    const picture = await this.page.screenshot({ path: join(FOLDER, `${name}.png`) });
    expect(picture.length).toBeGreaterThan(5_000);
  }

  async #axe(scheme: Scheme, state: string, part: string | undefined): Promise<void> {
    // The builder puts axe into the page; that takes as long as a look, so it is done once for each document.
    if (!(await this.page.evaluate(() => 'axe' in window))) await new AxeBuilder({ page: this.page }).setLegacyMode().withRules(['document-title']).analyze();
    const options = {
      runOnly: scheme === 'light' ? ALL_RULES : COLOURS,
      resultTypes: ['violations'],
      // Axe leaves this rule of WCAG 2.2 out unless it is asked for by name.
      rules: { 'target-size': { enabled: scheme === 'light' } },
    };
    const context = { ...(part ? { include: [[part]] } : {}), exclude: [[TOOLTIP]] };
    const violations = await this.page.evaluate(async (given) => (await (window as unknown as { axe: Axe }).axe.run(given.context, given.options)).violations, {
      context,
      options,
    });
    for (const { id, nodes } of violations)
      for (const node of nodes) this.found.add(`${state}: ${id}: ${node.target.join(' ')} ${node.failureSummary.split('\n')[1]?.trim() ?? ''}`);
  }
}
