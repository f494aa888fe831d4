/** What is said of alerts and of the messages about them. */
export const german: Readonly<Record<string, string>> = {
  'Alerts cannot be sent through "{{name}}": {{answer}}': 'Meldungen gehen über „{{name}}“ nicht hinaus: {{>answer}}',
  'No window is open that could show it.': 'Kein Fenster ist offen, das sie zeigen könnte.',
  'Nobody had Swivel open.': 'Niemand hatte Swivel offen.',
  'Old alerts are removed with the runs they are about.': 'Alte Meldungen werden mit den Läufen entfernt, um die es geht.',
  'Something unexpected happened while the message was sent.': 'Beim Senden der Nachricht geschah etwas Unerwartetes.',
  'Swivel ended while the message was on its way.': 'Swivel wurde beendet, während die Nachricht unterwegs war.',
  'Test the connection under Connections.': 'Die Verbindung unter Verbindungen testen.',
  'The channel "{{name}}" has no recipients.': 'Der Kanal „{{name}}“ hat keine Empfänger.',
  'The channel "{{name}}": {{problem}}': 'Der Kanal „{{name}}“: {{>problem}}',
  'The channel no longer exists.': 'Den Kanal gibt es nicht mehr.',
  'The test message could not be sent: {{answer}}': 'Die Testnachricht ging nicht hinaus: {{>answer}}',
  'The workspace was put back from a backup, so nobody knows whether this was sent.':
    'Der Arbeitsbereich wurde aus einer Sicherung zurückgeholt, deshalb weiß niemand, ob dies gesendet wurde.',
  'This alert no longer exists.': 'Diese Meldung gibt es nicht mehr.',
  'Write one plain address per line.': 'Eine einfache Adresse je Zeile schreiben.',
  '{{title}} answered with {{status}}.': '{{title}} antwortete mit {{status}}.',
};
