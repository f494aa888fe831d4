import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

const LONGEST_WAIT_MS = 10_000;
const STILL_MS = 60;

/**
 * What the canvas shows of the document: every card with name, settings in words and place, and every link. Waits until it is `wanted`; or until it is
 * another than `before` and does not change any more.
 */
function drawn(designer: Designer, until: { wanted: string } | { before: string } | null = null): Promise<string> {
  return designer.canvas.evaluate(
    async (canvas, { wait, longest, still }) => {
      const read = () => {
        const labelled = (role: string) => [...canvas.querySelectorAll<HTMLElement>(`[role="${role}"][aria-label]`)];
        const cards = labelled('group').filter((card) => /^.+, .+: /.test(card.ariaLabel ?? ''));
        const links = labelled('img').filter((link) => /^From .+ to /.test(link.ariaLabel ?? ''));
        const lines = cards.map((card) => `${card.dataset['id']} ${card.ariaLabel} ${card.style.left} ${card.style.top}`).sort();
        return [...lines, ...links.map((link) => link.ariaLabel).sort()].join('\n');
      };
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const end = performance.now() + longest;
      let [now, since] = [read(), performance.now()];
      const isThere = () => !wait || ('wanted' in wait ? now === wait.wanted : now !== wait.before && performance.now() - since > still);
      while (!isThere() && performance.now() < end) {
        await frame();
        const next = read();
        if (next !== now) [now, since] = [next, performance.now()];
      }
      return now;
    },
    { wait: until, longest: LONGEST_WAIT_MS, still: STILL_MS },
  );
}

test('thirty edits are undone one by one and done again, and the flow is the same at every point on the way', async ({ page, host }) => {
  test.setTimeout(120_000);
  const designer = new Designer(page);
  const { settings, canvas } = designer;
  const undo = page.getByRole('button', { name: /^Undo/ });
  const redo = page.getByRole('button', { name: /^Redo/ });
  // What glides to its place is where it belongs at once: between two frames of a busy machine it would seem to stand still.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await designer.open(host.url);
  await designer.openEmpty();
  const states = [await drawn(designer)];
  const edit = async (what: string, act: () => Promise<unknown>) => {
    await act();
    const before = states.at(-1) ?? '';
    const now = await drawn(designer, { before });
    expect(now, `${what} shows on the canvas`).not.toBe(before);
    states.push(now);
  };
  const shows = async (state: string | undefined, when: string) =>
    expect(await drawn(designer, state === undefined ? null : { wanted: state }), when).toBe(state);
  const onCanvas = async (card: string, keys: string) => {
    await designer.select(card);
    await page.keyboard.press(keys);
  };
  const rename = (card: string, name: string) => async () => {
    await designer.select(card);
    await designer.hands.enter(settings.getByRole('textbox', { name: 'Name of the step' }), name);
    await page.keyboard.press('Enter');
  };

  await edit('add a source', () => designer.dragKind('CSV file', { x: 140, y: 90 }));
  await edit('add a filter', () => designer.dragKind('Filter rows', { x: 420, y: 90 }));
  await edit('add a target', () => designer.dragKind('Write CSV file', { x: 420, y: 230 }));
  await edit('connect', () => designer.connect('CSV file', 'Filter rows'));
  await edit('connect again', () => designer.connect('Filter rows', 'Write CSV file'));
  await edit('rename the source', rename('CSV file', 'Staff'));
  await edit('set its file', async () => {
    await designer.select('Staff');
    await designer.hands.enter(settings.getByLabel('File', { exact: true }), 'staff_*.csv');
  });
  await edit('take all files', async () => designer.hands.choose(settings.getByLabel('If several files match'), 'All of them'));
  await edit('set the target', async () => {
    await designer.select('Write CSV file');
    await designer.hands.enter(settings.getByLabel('File', { exact: true }), 'out.csv');
  });
  await edit('add another source', () => designer.dragKind('JSON file', { x: 140, y: 230 }));
  await edit('move with the mouse', () => designer.hands.drag(designer.card('Filter rows'), designer.link('Filter rows', 'Write CSV file')));
  for (const card of ['Write CSV file', 'Filter rows', 'Staff', 'Write CSV file']) await edit(`nudge ${card}`, () => onCanvas(card, 'Alt+ArrowDown'));
  await edit('duplicate', () => onCanvas('Staff', 'ControlOrMeta+d'));
  await edit('copy and paste', async () => {
    await onCanvas('Filter rows', 'ControlOrMeta+c');
    await page.keyboard.press('ControlOrMeta+v');
  });
  await edit('delete what was pasted', () => page.keyboard.press('Delete'));
  await edit('rename the target', rename('Write CSV file', 'Result'));
  await edit('tidy up', () => onCanvas('Result', 'Shift+T'));
  await edit('select all and nudge', async () => {
    await onCanvas('Result', 'ControlOrMeta+a');
    await page.keyboard.press('Alt+ArrowRight');
  });
  await edit('add behind the filter', async () => {
    await onCanvas('Filter rows', 'a');
    await page.getByRole('combobox', { name: 'Find a step' }).fill('sort');
    await page.keyboard.press('Enter');
  });
  await edit('rename that', rename('Sort rows', 'In order'));
  await edit('cut it', () => onCanvas('In order', 'ControlOrMeta+x'));
  await edit('paste it', () => page.keyboard.press('ControlOrMeta+v'));
  await edit('nudge it', () => page.keyboard.press('Alt+ArrowDown'));
  await edit('delete a link', async () => {
    await onCanvas('Result', 'Escape');
    await designer.link('Filter rows', 'Result').click({ force: true });
    await page.keyboard.press('Delete');
  });
  await edit('add a trigger', () => designer.kind('Start by hand').click());
  await edit('rename the trigger', rename('Start by hand', 'Go'));
  await edit('delete the source', () => onCanvas('Staff', 'Delete'));
  await edit('add a join', () => designer.kind('Look up').click());
  expect(states.length - 1).toBeGreaterThanOrEqual(30);

  await canvas.click({ position: { x: 5, y: 5 } });
  for (let at = states.length - 2; at >= 0; at--) {
    await page.keyboard.press('ControlOrMeta+z');
    await shows(states[at], `after undoing edit ${at + 1}`);
  }
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  for (let at = 1; at < states.length; at++) {
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await shows(states[at], `after doing edit ${at} again`);
  }
  await expect(redo).toHaveAttribute('aria-disabled', 'true');
  await designer.saved();
  await page.reload();
  await expect(designer.cards().first()).toBeVisible();
  await shows(states.at(-1), 'what was stored');
});

test('text of the page that is selected is not dragged away: a link is drawn and a card is moved as ever', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.openEmpty();
  await designer.dragKind('CSV file', { x: 140, y: 90 });
  await designer.dragKind('Filter rows', { x: 480, y: 90 });
  await page.getByRole('link', { name: 'Flows', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.goBack();
  await expect(designer.card('Filter rows')).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()).length), 'what is selected spans the canvas').toBeGreaterThan(50);
  await designer.connect('CSV file', 'Filter rows');
  const before = await designer.card('Filter rows').boundingBox();
  await designer.hands.dragBy(designer.card('Filter rows'), { x: 0, y: 120 });
  await expect.poll(async () => Math.round(((await designer.card('Filter rows').boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeGreaterThan(90);
});

test('a flow that is opened stands in its place at once: no card jumps from under the pointer', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await page.getByRole('link', { name: 'Flows', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  const places = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    const look = () => {
      const style = document.querySelector('.react-flow__node') && document.querySelector('.react-flow__viewport')?.getAttribute('style');
      if (style) seen.add(style);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    return seen;
  });
  await page.goBack();
  await designer.select('HR export');
  expect(await places.evaluate((seen) => [...seen])).toHaveLength(1);
});
