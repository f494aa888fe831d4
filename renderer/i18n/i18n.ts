import { createInstance } from 'i18next';
import { plurals } from './plurals.ts';
import { createTelling, type Holes, type Telling } from './retell.ts';

/** Languages of the window. English is what the program is written in: an English text is its own key. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

const ENGLISH = createTelling({ locale: LOCALES.en, of: () => undefined, ofCore: [] });
const tellings: Partial<Record<Language, Telling>> = { en: ENGLISH };

const texts = createInstance();
void texts.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: plurals } },
  keySeparator: false,
  nsSeparator: false,
  returnEmptyString: false,
  initAsync: false,
  interpolation: { escapeValue: false },
});

/**
 * A text of the window in its language. The text is written in English, in one literal, so that `npm run texts` finds it; a `count` chooses between one and
 * many (see plurals.ts). To be called while drawing: a change of language draws the window anew.
 */
export function t(text: string, holes: Holes = {}): string {
  const { count } = holes;
  const form = texts.t(text, { skipInterpolation: true, ...(typeof count === 'number' ? { count } : {}) });
  return telling().filled(form, holes);
}

/** Marks a text that is drawn later, by `told`: in a table of a module, which is made before the language is known. */
export function text<T extends string>(marked: T): T {
  return marked;
}

/**
 * The words for a text that is written elsewhere: marked by `text`, or said by core (see retell.ts). What has no translation stays as it is.
 */
export function told(written: string): string {
  return telling().told(written);
}

/** The language the window is drawn in. */
export function language(): Language {
  return texts.language as Language;
}

/** How numbers, dates and times are written, as a BCP 47 tag. */
export function locale(): string {
  return LOCALES[language()];
}

/** Takes another language from now on; resolves when its texts are there. What is drawn already has to be drawn anew. */
export async function speak(wanted: Language): Promise<void> {
  if (wanted === 'de' && !texts.hasResourceBundle('de', 'translation')) {
    const { german } = await import('./german.ts');
    texts.addResourceBundle('de', 'translation', german);
  }
  await tellIn(wanted);
  await texts.changeLanguage(wanted);
}

/** A way to say what core has said in a language, whatever the window is drawn in: for messages that go out to others. */
export async function tellIn(wanted: Language): Promise<(written: string) => string> {
  if (wanted === 'de' && !tellings.de) {
    const { german, ofCore } = await import('./german.ts');
    tellings.de = createTelling({ locale: LOCALES.de, of: (written) => (Object.hasOwn(german, written) ? german[written] : undefined), ofCore });
  }
  return (tellings[wanted] ?? ENGLISH).told;
}

function telling(): Telling {
  return tellings[language()] ?? ENGLISH;
}

/** The language of the system among those there are; English where it is none of them. */
export function systemLanguage(preferred: readonly string[]): Language {
  const found = preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => (LANGUAGES as readonly string[]).includes(tag));
  return (found as Language | undefined) ?? 'en';
}
