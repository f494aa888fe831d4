import { expect, type Page } from '@playwright/test';

/** What a screen reader is told without asking: every change of a live region, in order. */
export class LiveRegions {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Begins to listen; from here on, over reloads too. */
  async listen(): Promise<void> {
    await this.page.addInitScript(listenInPage);
    await this.page.evaluate(listenInPage);
  }

  said(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { said: string[] }).said);
  }

  async forget(): Promise<void> {
    await this.page.evaluate(() => {
      (window as unknown as { said: string[] }).said.length = 0;
    });
  }

  async hear(words: RegExp, timeout = 20_000): Promise<void> {
    await expect.poll(() => this.said(), { message: 'what is said', timeout }).toContainEqual(expect.stringMatching(words));
  }
}

function listenInPage(): void {
  const said: string[] = [];
  Object.assign(window, { said });
  const regionOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest('[aria-live], [role="status"], [role="alert"], [role="log"]');
  const last = new WeakMap<Element, string>();
  const hear = (region: Element) => {
    const words = (region.textContent ?? '').replace(/\s+/g, ' ').trim();
    if (region.getAttribute('aria-live') === 'off' || words === '' || last.get(region) === words) return;
    last.set(region, words);
    said.push(words);
  };
  new MutationObserver((changes) => {
    const touched = new Set<Element>();
    for (const { target, addedNodes } of changes) {
      const region = regionOf(target);
      if (region) touched.add(region);
      for (const node of addedNodes)
        if (node instanceof Element) for (const one of node.querySelectorAll('[aria-live], [role="status"], [role="alert"], [role="log"]')) touched.add(one);
    }
    for (const region of touched) hear(region);
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
