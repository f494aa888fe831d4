/** The English forms of texts that count: `_one` for one, `_other` for none and many. */
export const plurals: Readonly<Record<string, string>> = {
  '{{count}} flows_one': '{{count}} flow',
  '{{count}} flows_other': '{{count}} flows',
  '{{count}} running_one': '{{count}} running',
  '{{count}} running_other': '{{count}} running',
  '{{shown}} of {{count}} flows_one': '{{shown}} of {{count}} flow',
  '{{shown}} of {{count}} flows_other': '{{shown}} of {{count}} flows',
};
