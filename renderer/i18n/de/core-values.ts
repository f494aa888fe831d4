/** What core says of values and their types. */
export const german: Readonly<Record<string, string>> = {
  'Choose another name.': 'Einen anderen Namen wählen.',
  'Give one of them another name.': 'Einem davon einen anderen Namen geben.',
  'The formula is empty.': 'Die Formel ist leer.',
  'a date': 'ein Datum',
  'a date with time': 'ein Zeitpunkt',
  'a decimal number': 'eine Dezimalzahl',
  'a list': 'eine Liste',
  'a number': 'eine Zahl',
  'a time': 'eine Uhrzeit',
  'a whole number': 'eine ganze Zahl',
  'an object': 'ein Objekt',
  'is not a date': 'ist kein Datum',
  'is not a number': 'ist keine Zahl',
  'is not a whole number': 'ist keine ganze Zahl',
};
