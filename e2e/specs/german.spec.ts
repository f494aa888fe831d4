import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

test('German is chosen in the settings; flows, gallery, designer, forms, runs and shortcuts are read in it, and English comes back', async ({ page, host }) => {
  const designer = new Designer(page);
  await designer.open(host.url);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Language' }).getByText('Deutsch').click();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByLabel('Höchstens behalten')).toHaveValue('1.000.000 Läufe');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();

  await page.getByRole('link', { name: 'Abläufe', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Neuer Ablauf' })).toBeVisible();
  await page.getByRole('button', { name: 'Neuer Ablauf' }).click();
  await page.getByRole('menuitem', { name: 'Aus einem Beispiel' }).click();
  await page.getByRole('searchbox', { name: 'Ein Beispiel suchen' }).fill('postleitzahl');
  await page.getByRole('button', { name: 'Pakete nach Depot geteilt öffnen' }).click();

  await expect(page.getByRole('button', { name: 'Nachschlagen' }).first()).toBeVisible();
  await page.getByRole('group', { name: /^Express first, / }).click();
  await expect(page.getByText('Das erste Feld entscheidet; die nächsten nur, wo die davor gleich sind.')).toBeVisible();
  await page.getByRole('button', { name: /^Ausführen/ }).click();
  await page.getByRole('link', { name: 'Läufe', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Pakete nach Depot geteilt' })).toContainText('Erfolgreich');
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
});
