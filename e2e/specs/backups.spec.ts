import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';

async function backUp(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByRole('button', { name: /^Restore the backup of/ })).toHaveCount(1, { timeout: 20_000 });
}

async function restoreNewest(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Restore the backup of/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /^Restore the backup of/ });
  await expect(dialog).toContainText('Schedules stay paused until you resume them.');
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText(/^This workspace was restored from the backup of/)).toBeVisible({ timeout: 20_000 });
}

test('a backup is made and restored from the settings; the workspace says so until schedules are resumed', async ({ page, host }) => {
  await new Designer(page).open(host.url);
  await backUp(page);
  await restoreNewest(page);
  const status = page.getByRole('contentinfo');
  await expect(status).toContainText('All triggers are paused');
  await page.getByRole('button', { name: 'Resume schedules' }).click();
  await expect(page.getByText(/^This workspace was restored/)).toHaveCount(0);
  await expect(status).not.toContainText('All triggers are paused');
});

test('a damaged workspace opens on a page that says so and restores a backup', async ({ page, host }) => {
  await new Designer(page).open(host.url);
  await backUp(page);
  await host.stop();
  const file = join(host.workspace, 'swivel.sqlite');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xab, 4_096, bytes.length / 2));
  await host.start();
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'This workspace cannot be opened' })).toBeVisible();
  await expect(page.getByText(/is damaged\. Nothing was changed; a copy is in/)).toBeVisible();
  await restoreNewest(page);
  await expect(page.getByRole('heading', { name: 'This workspace cannot be opened' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Run/ }).first()).toBeVisible();
});
