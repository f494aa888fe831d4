import { config } from 'zod';

/** From now on schemas are made without code of their own. */
export function checkSchemasPlainly(): void {
  config({ jitless: true });
}
