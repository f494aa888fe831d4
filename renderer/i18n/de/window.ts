/** Frame, places, start and loss of the connection. */
export const german: Readonly<Record<string, string>> = {
  'As the system': 'Wie das System',
  Flows: 'Abläufe',
  'Keyboard shortcuts': 'Tastenkürzel',
  Language: 'Sprache',
  'Opening the workspace': 'Der Arbeitsbereich wird geöffnet',
  Places: 'Orte',
  Runs: 'Läufe',
  Settings: 'Einstellungen',
  '{{count}} running_one': '{{count}} läuft',
  '{{count}} running_other': '{{count}} laufen',
};
