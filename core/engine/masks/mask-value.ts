import { createHmac } from 'node:crypto';
import { stringifyExact } from '../../base/exact-json.ts';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';

/** How a value is made unreadable. */
export type MaskWay = 'hide' | 'hash' | 'last-four';

/** What stands for a value that is left out. */
export const HIDDEN = '•••';

/** Makes one value unreadable; null stays null, everything else becomes text. */
export type MaskValue = (value: Value, way: MaskWay) => string | null;

/**
 * The way values are masked in one workspace: hashes are keyed with its own key (hex), so that equal values stay equal in all its runs and nobody without the
 * key can try values out. Of short texts at most the second half is shown.
 */
export function createMaskValue(key: string): MaskValue {
  const secret = Buffer.from(key, 'hex');
  return (value, way) => {
    if (value === null) return null;
    if (way === 'hide') return HIDDEN;
    const text = plainText(value);
    if (way === 'hash') return `#${createHmac('sha256', secret).update(text).digest('hex').slice(0, 16)}`;
    const signs = [...text];
    const shown = Math.min(4, Math.floor(signs.length / 2));
    return `${HIDDEN}${signs.slice(signs.length - shown).join('')}`;
  };
}

/** The stronger of two ways: what is to be left out is never shown as a hash, nor in part. */
export function strongerWay(one: MaskWay | null, other: MaskWay | null): MaskWay | null {
  if (one === null || other === null) return one ?? other;
  return STRENGTH.indexOf(one) <= STRENGTH.indexOf(other) ? one : other;
}

const STRENGTH: readonly MaskWay[] = ['hide', 'hash', 'last-four'];

/** A value to be kept out of texts, and what stands for it there. */
export interface Secret {
  readonly text: string;
  readonly mask: string;
}

/** A value as a secret, or null where there is nothing to hide. */
export function secretOf(value: Value, mask: string | null): Secret | null {
  const text = value === null ? '' : plainText(value);
  return text === '' || mask === null ? null : { text, mask };
}

/** Parts of a long value are looked for too: messages show long values cut. */
const LEAST_PART = 8;

/** A text without the secrets in it. Short ones are replaced only where they stand alone, or every "1" of a sentence would go. */
export function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  let clean = text;
  for (const { text: secret, mask } of [...secrets].sort((a, b) => b.text.length - a.text.length)) {
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), secret.trim()])) {
      if (form === '') continue;
      if (form.length < 4) clean = clean.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(form)}(?![\\p{L}\\p{N}])`, 'gu'), () => mask);
      else clean = clean.replaceAll(form, () => mask);
      for (let end = form.length - 1; end >= LEAST_PART; end--) {
        const part = form.slice(0, end);
        if (!clean.includes(part)) continue;
        clean = clean.replaceAll(part, () => mask);
        break;
      }
    }
  }
  return clean;
}

function plainText(value: Value): string {
  return value !== null && typeof value === 'object' ? stringifyExact(value) : canonicalText(value);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
