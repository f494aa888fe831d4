import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

/** What the canvas shows of the document: every card with name, settings in words and place, and every link. */
async function drawn(designer: Designer): Promise<string> {
  const cards = await designer
    .cards()
    .evaluateAll((all) =>
      all.map((card) => `${card.getAttribute('data-id')} ${card.getAttribute('aria-label')} ${(card as HTMLElement).style.transform}`).sort(),
    );
  const links = await designer.canvas
    .getByRole('img', { name: /^From .+ to / })
    .evaluateAll((all) => all.map((link) => link.getAttribute('aria-label')).sort());
  return [...cards, ...links].join('\n');
}

test('thirty edits are undone one by one and done again, and the flow is the same at every point on the way', async ({ page, host }) => {
  test.setTimeout(120_000);
  const designer = new Designer(page);
  const { settings, canvas } = designer;
  const undo = page.getByRole('button', { name: /^Undo/ });
  const redo = page.getByRole('button', { name: /^Redo/ });
  await designer.open(host.url);
  await designer.openEmpty();
  const states = [await drawn(designer)];
  const edit = async (what: string, act: () => Promise<unknown>) => {
    await act();
    const before = states.at(-1);
    await expect.poll(() => drawn(designer), { message: `${what} shows on the canvas`, intervals: [50] }).not.toBe(before);
    let last = '';
    await expect
      .poll(
        async () => {
          const same = last === (await drawn(designer));
          last = await drawn(designer);
          return same;
        },
        { intervals: [60] },
      )
      .toBe(true);
    states.push(last);
  };
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
    await expect.poll(() => drawn(designer), { message: `after undoing edit ${at + 1}`, intervals: [40] }).toBe(states[at]);
  }
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  for (let at = 1; at < states.length; at++) {
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect.poll(() => drawn(designer), { message: `after doing edit ${at} again`, intervals: [40] }).toBe(states[at]);
  }
  await expect(redo).toHaveAttribute('aria-disabled', 'true');
  await designer.saved();
  await page.reload();
  await expect.poll(() => drawn(designer), { message: 'what was stored' }).toBe(states.at(-1));
});
