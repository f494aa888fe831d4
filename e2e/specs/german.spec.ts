import type { Page } from '@playwright/test';
import catalogue from '../../renderer/i18n/catalogue.json' with { type: 'json' };
import { german } from '../../renderer/i18n/german.ts';
import { expect, test } from '../fixtures/host.ts';

const PLACES: Readonly<Record<string, readonly string[]>> = catalogue;
/** The trigger of the example that is opened. */
const STEP_OF_EXAMPLE = 'By hand';
const GERMAN = new Set(Object.values(german));

/** What stands on the screen, or is read aloud, in English although it has German. Names of flows and steps are the user's, those of examples too. */
async function englishLeft(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
    return [...new Set(texts.map((text) => text.trim()))];
  });
  return seen.filter(
    (text) => german[text] !== undefined && !GERMAN.has(text) && text !== STEP_OF_EXAMPLE && !PLACES[text]?.every((place) => place.startsWith('resources/')),
  );
}

test.use({ locale: 'de-DE' });

test('A German system is spoken to in German: flows, gallery, designer, forms, help, runs and shortcuts; English can be chosen', async ({ page, host }) => {
  await page.goto(host.url);
  await expect(page.getByRole('group', { name: /^HR export, / })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  expect(await englishLeft(page)).toEqual([]);
  await page.getByRole('link', { name: 'Einstellungen', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await expect(page.getByLabel('Höchstens behalten')).toHaveValue('1.000.000 Läufe');
  expect(await englishLeft(page)).toEqual([]);

  await page.getByRole('link', { name: 'Abläufe', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Neuer Ablauf' })).toBeVisible();
  expect(await englishLeft(page)).toEqual([]);
  await page.getByRole('button', { name: 'Neuer Ablauf' }).click();
  await page.getByRole('menuitem', { name: 'Aus einem Beispiel' }).click();
  await page.getByRole('searchbox', { name: 'Ein Beispiel suchen' }).fill('postleitzahl');
  await page.getByRole('button', { name: 'Pakete nach Depot geteilt öffnen' }).click();

  await expect(page.getByRole('button', { name: 'Nachschlagen' }).first()).toBeVisible();
  await page.getByRole('group', { name: /^Express first, / }).click();
  await expect(page.getByText('Das erste Feld entscheidet; die nächsten nur, wo die davor gleich sind.')).toBeVisible();
  await page.getByRole('button', { name: 'Hilfe', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Zeilen sortieren' })).toBeVisible();
  expect(await englishLeft(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hilfe schließen' }).click();
  await page.getByRole('button', { name: /^Ausführen/ }).click();
  await page.getByRole('link', { name: 'Läufe', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Pakete nach Depot geteilt' })).toContainText('Erfolgreich');
  expect(await englishLeft(page)).toEqual([]);
  await page.getByRole('row').filter({ hasText: 'Pakete nach Depot geteilt' }).getByRole('link', { name: 'Pakete nach Depot geteilt' }).click();
  await expect(page.getByRole('heading', { name: 'Pakete nach Depot geteilt' })).toBeVisible();
  expect(await englishLeft(page)).toEqual([]);
  await expect(page.getByRole('contentinfo')).toContainText('Nichts läuft');

  await page.getByRole('button', { name: 'Tastenkürzel' }).click();
  await page.getByRole('button', { name: 'Das Kürzel von „Einen Schritt hinzufügen“ ändern' }).click();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('alert').filter({ hasText: 'bedeutet schon „Rückgängig“' })).toBeVisible();
  await page.getByRole('button', { name: 'Stattdessen hier verwenden' }).click();
  await expect(page.getByRole('button', { name: 'Das Kürzel von „Rückgängig“ zurücksetzen' })).toBeVisible();
  await page.getByRole('button', { name: 'Alle Kürzel zurücksetzen' }).click();
  await expect(page.getByRole('button', { name: 'Das Kürzel von „Rückgängig“ zurücksetzen' })).toBeHidden();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Einstellungen', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Sprache' }).getByText('Englisch').click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
