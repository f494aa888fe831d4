/** The English forms of texts that count: `_one` for one, `_other` for none and many. */
export const plurals: Readonly<Record<string, string>> = {
  '{{count}} running_one': '{{count}} running',
  '{{count}} running_other': '{{count}} running',
};
