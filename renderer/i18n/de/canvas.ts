/** What lies over the canvas: search, history, bookmarks, notes. */
export const german: Readonly<Record<string, string>> = {
  'Close the search': 'Suche schließen',
  'Find in this flow': 'In diesem Ablauf suchen',
  'Found once.': 'Einmal gefunden.',
  'Found {{hits}} times, in steps: {{steps}}': '{{hits}}-mal gefunden, in Schritten: {{steps}}',
  'Hit before': 'Vorheriger Treffer',
  'Hit of the search before': 'Vorheriger Treffer der Suche',
  'Names, settings, fields, formulas, SQL, code and notes of the steps': 'Namen, Einstellungen, Felder, Formeln, SQL, Code und Notizen der Schritte',
  'Next hit': 'Nächster Treffer',
  'Next hit of the search': 'Nächster Treffer der Suche',
  'Nothing found.': 'Nichts gefunden.',
  next: 'weiter',
  'open the setting': 'Einstellung öffnen',
  '{{place}} of {{hits}}': '{{place}} von {{hits}}',
};
