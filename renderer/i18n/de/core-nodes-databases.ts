/** What steps that read and write databases through a connection say while they are checked and at work. */
export const german: Readonly<Record<string, string>> = {
  '"{{label}}" is a view: nothing can be written to it.': '„{{label}}“ ist eine Sicht: In sie lässt sich nichts schreiben.',
  '"{{text}}" {{because}}: the column "{{name}}" ({{declared}}) of "{{label}}" does not take it.':
    '„{{text}}“ {{>because}}: Die Spalte „{{name}}“ ({{declared}}) von „{{label}}“ nimmt es nicht an.',
  ', {{#many}} condition': ', {{#many}} Bedingung',
  ', {{#many}} conditions': ', {{#many}} Bedingungen',
  'A condition has no column.': 'Eine Bedingung hat keine Spalte.',
  'A table cannot be made of a field without a name.': 'Aus einem Feld ohne Namen lässt sich keine Tabelle anlegen.',
  'A table cannot be made of records without fields.': 'Aus Datensätzen ohne Felder lässt sich keine Tabelle anlegen.',
  'Add "{{missing}}" to the flow\'s parameters, or run it with --set {{missing2}}=value.':
    '„{{missing}}“ den Parametern des Ablaufs hinzufügen oder mit --set {{missing2}}=Wert ausführen.',
  'Ask whoever looks after the database for the right, or use another connection.':
    'Bei der Betreuung der Datenbank um das Recht bitten oder eine andere Verbindung nehmen.',
  'Choose "Update or add" to add such rows, or filter them out before this step.':
    '„Ändern oder hinzufügen“ wählen, um solche Zeilen hinzuzufügen, oder sie vor diesem Schritt ausfiltern.',
  'Choose a column with numbers, dates or texts that only grows.': 'Eine Spalte mit Zahlen, Daten oder Texten wählen, die nur wächst.',
  'Choose a database, or make a new connection.': 'Eine Datenbank wählen oder eine neue Verbindung anlegen.',
  'Choose another table, or ask whoever looks after the database.': 'Eine andere Tabelle wählen oder bei der Betreuung der Datenbank nachfragen.',
  'Choose another table, or switch on "Make the table".': 'Eine andere Tabelle wählen oder „Tabelle anlegen“ einschalten.',
  'Choose the key fields: those that together name one row.': 'Die Schlüsselfelder wählen: die zusammen eine Zeile bestimmen.',
  'Choose the table or view to read.': 'Die Tabelle oder Sicht wählen, die gelesen werden soll.',
  'Choose the table to write to, or type the name of a new one.': 'Die Tabelle wählen, in die geschrieben wird, oder den Namen einer neuen eingeben.',
  'Correct the value before this step. The rule is part of the table.': 'Den Wert vor diesem Schritt berichtigen. Die Regel gehört zur Tabelle.',
  'Drop the field with a mapping before this step, or set "Fields without a column" to leave it out.':
    'Das Feld vor diesem Schritt mit einer Zuordnung weglassen oder „Felder ohne Spalte“ auf Auslassen stellen.',
  'Fill the column in the database, or leave such rows out with a condition.':
    'Die Spalte in der Datenbank füllen oder solche Zeilen mit einer Bedingung auslassen.',
  'It holds numbers. Correct the value, or the parameter it comes from.': 'Sie enthält Zahlen. Den Wert berichtigen oder den Parameter, aus dem er kommt.',
  'It holds true and false.': 'Sie enthält Wahr und Falsch.',
  'Its columns are {{columns}}.': 'Ihre Spalten sind {{columns}}.',
  'Its columns are {{columns}}. Rename or drop the field with a mapping, or set "Fields without a column" to leave it out.':
    'Ihre Spalten sind {{columns}}. Das Feld mit einer Zuordnung umbenennen oder weglassen oder „Felder ohne Spalte“ auf Auslassen stellen.',
  'Later records have the field "{{name}}", which the first ones did not have.': 'Spätere Datensätze haben das Feld „{{name}}“, das die ersten nicht hatten.',
  'Let a mapping before this step give every record the same fields.': 'Eine Zuordnung vor diesem Schritt jedem Datensatz dieselben Felder geben lassen.',
  'Let a mapping before this step give it, or choose other key fields.':
    'Es von einer Zuordnung vor diesem Schritt geben lassen oder andere Schlüsselfelder wählen.',
  'Let a mapping before this step give it.': 'Es von einer Zuordnung vor diesem Schritt geben lassen.',
  'Let a mapping before this step name the fields.': 'Eine Zuordnung vor diesem Schritt die Felder benennen lassen.',
  'Check whether all records have arrived. If they have, raise "Most rows deleted".':
    'Nachsehen, ob alle Datensätze angekommen sind. Wenn ja, „Höchstens gelöschte Zeilen“ erhöhen.',
  'Find out why nothing arrived. If the table may become empty, switch on "May empty the table".':
    'Nachsehen, warum nichts ankam. Darf die Tabelle leer werden, „Darf die Tabelle leeren“ einschalten.',
  'Name a column of the table, or remove the condition.': 'Eine Spalte der Tabelle nennen oder die Bedingung entfernen.',
  'Name a column of the table, or remove the line.': 'Eine Spalte der Tabelle nennen oder die Zeile entfernen.',
  'Name the fields like the columns with a mapping before this step.': 'Die Felder vor diesem Schritt mit einer Zuordnung wie die Spalten nennen.',
  'Name the schema it belongs to.': 'Das Schema nennen, zu dem sie gehört.',
  'No record arrived, so every row of "{{label}}" would be deleted.': 'Kein Datensatz kam an, also würde jede Zeile von „{{label}}“ gelöscht.',
  'No record arrived: every row of "{{label}}" was deleted.': 'Kein Datensatz kam an: Jede Zeile von „{{label}}“ wurde gelöscht.',
  'No record arrived: the run would stop, so that "{{label}}" is not emptied.':
    'Kein Datensatz kam an: Der Lauf würde anhalten, damit „{{label}}“ nicht geleert wird.',
  'None of the arriving fields has a column in "{{label}}".': 'Keines der ankommenden Felder hat eine Spalte in „{{label}}“.',
  'Only some of the records were looked at, so nothing is said of the rows of "{{label}}" that would be deleted. A rehearsal tells.':
    'Nur ein Teil der Datensätze wurde angesehen, darum steht hier nichts über die Zeilen von „{{label}}“, die gelöscht würden. Eine Probe sagt es.',
  'Records were rejected on the way, so no row would be deleted.': 'Unterwegs wurden Datensätze abgewiesen, darum würde keine Zeile gelöscht.',
  'Records were rejected on the way, so nobody can tell which rows of "{{value}}" have gone: none was deleted.':
    'Unterwegs wurden Datensätze abgewiesen, darum weiß niemand, welche Zeilen von „{{value}}“ weggefallen sind: Keine wurde gelöscht.',
  'Rename or drop one of the two with a mapping before this step.': 'Eines der beiden vor diesem Schritt mit einer Zuordnung umbenennen oder weglassen.',
  'Rows that had been written to "{{value}}" before the run ended stay there.':
    'Zeilen, die vor dem Ende des Laufs in „{{value}}“ geschrieben waren, bleiben dort.',
  'Set where the next run begins by hand, or reset it, at the step.': 'Am Schritt von Hand setzen, wo der nächste Lauf beginnt, oder es zurücksetzen.',
  'Shorten the value before this step, or widen the column.': 'Den Wert vor diesem Schritt kürzen oder die Spalte verbreitern.',
  'The column "{{name}}" ({{declared}}) cannot tell new rows from old ones.':
    'Die Spalte „{{name}}“ ({{declared}}) kann neue Zeilen nicht von alten unterscheiden.',
  'The column "{{name}}" held values of the type {{before}} when it was last read, and is {{declared}} now: reading on could leave rows out.':
    'Die Spalte „{{name}}“ enthielt beim letzten Lesen Werte vom Typ {{before}} und ist jetzt {{declared}}: Weiterzulesen könnte Zeilen auslassen.',
  'The column "{{name}}" is named twice.': 'Die Spalte „{{name}}“ ist zweimal genannt.',
  'The column "{{name}}" of "{{label}}" is always made by the database: the field "{{field}}" cannot be written there.':
    'Die Spalte „{{name}}“ von „{{label}}“ bildet immer die Datenbank: Das Feld „{{field}}“ lässt sich dort nicht schreiben.',
  'The condition on "{{name}}" compares with "{{text}}", which is not a value of that column.':
    'Die Bedingung zu „{{name}}“ vergleicht mit „{{text}}“, was kein Wert dieser Spalte ist.',
  'The key field "{{field}}" is empty: no row of "{{label}}" can be found by it.':
    'Das Schlüsselfeld „{{field}}“ ist leer: Keine Zeile von „{{label}}“ lässt sich damit finden.',
  'The key of "{{label}}" is {{own}}, and no field arrives for {{missing}}.':
    'Der Schlüssel von „{{label}}“ ist {{own}}, und für {{missing}} kommt kein Feld an.',
  'The last run read in the order of {{before}}, which is {{value}} now: where it ended says nothing of that.':
    'Der letzte Lauf las in der Reihenfolge von {{before}}, jetzt ist es {{value}}: Wo er endete, sagt darüber nichts.',
  'The query asks for the parameter "{{missing}}", which this run has no value for.':
    'Die Abfrage verlangt den Parameter „{{missing}}“, für den dieser Lauf keinen Wert hat.',
  'The query gives two columns called "{{name}}".': 'Die Abfrage liefert zwei Spalten namens „{{name}}“.',
  'The records are in "{{table}}", but what it holds now could not be read back: {{why}}':
    'Die Datensätze stehen in „{{table}}“, aber was sie jetzt enthält, ließ sich nicht zurücklesen: {{why}}',
  'The row has no {{empty}}, so nobody can tell whether it was read before.': 'Die Zeile hat kein {{empty}}, darum weiß niemand, ob sie schon gelesen wurde.',
  'The sign-in of the connection has no right to {{denied}} in the table "{{label}}".':
    'Die Anmeldung der Verbindung hat in der Tabelle „{{label}}“ nicht das Recht zu {{denied}}.',
  'The table "{{config}}" would be made without a key, so no row could be found again.':
    'Die Tabelle „{{config}}“ würde ohne Schlüssel angelegt, also ließe sich keine Zeile wiederfinden.',
  'The table "{{label}}" has a row with {{key}} {{value}} already.': 'Die Tabelle „{{label}}“ hat schon eine Zeile mit {{key}} {{value}}.',
  'The table "{{label}}" has no column "{{name}}".': 'Die Tabelle „{{label}}“ hat keine Spalte „{{name}}“.',
  'The table "{{label}}" has no column for the field "{{field}}".': 'Die Tabelle „{{label}}“ hat keine Spalte für das Feld „{{field}}“.',
  'The table "{{label}}" has no column for {{names}}: left out.': 'Die Tabelle „{{label}}“ hat keine Spalte für {{names}}: ausgelassen.',
  'The table "{{label}}" has no key of its own, so no row can be found again.':
    'Die Tabelle „{{label}}“ hat keinen eigenen Schlüssel, also lässt sich keine Zeile wiederfinden.',
  'The table "{{label}}" is not there, and no record arrived to make it of.':
    'Die Tabelle „{{label}}“ gibt es nicht, und kein Datensatz kam an, aus dem sie angelegt würde.',
  'The table "{{label}}" wants a value for {{names}}, and no field of that name arrives.':
    'Die Tabelle „{{label}}“ verlangt einen Wert für {{names}}, und kein Feld dieses Namens kommt an.',
  'The table "{{label}}" would be made: {{statement}}': 'Die Tabelle „{{label}}“ würde angelegt: {{statement}}',
  'The table "{{table}}" has no column for the key field "{{key}}".': 'Die Tabelle „{{table}}“ hat keine Spalte für das Schlüsselfeld „{{key}}“.',
  'The table "{{table}}" was made, but is not to be seen with this sign-in.':
    'Die Tabelle „{{table}}“ wurde angelegt, ist mit dieser Anmeldung aber nicht zu sehen.',
  'The table "{{table}}" was made: {{value}}': 'Die Tabelle „{{table}}“ wurde angelegt: {{value}}',
  'There are no values to look for.': 'Es gibt keine Werte, nach denen gesucht wird.',
  'There are: {{columns}}.': 'Es gibt: {{columns}}.',
  'There is no column "{{name}}", which is to tell new rows from old ones.': 'Es gibt keine Spalte „{{name}}“, die neue Zeilen von alten unterscheiden soll.',
  'There is no row with {{key}} {{value}} in "{{label}}".': 'In „{{label}}“ gibt es keine Zeile mit {{key}} {{value}}.',
  'There is no table "{{label}}" in {{title}}, or it is not to be seen with this sign-in.':
    'Es gibt keine Tabelle „{{label}}“ in {{title}}, oder sie ist mit dieser Anmeldung nicht zu sehen.',
  'There is no table "{{value}}".': 'Es gibt keine Tabelle „{{value}}“.',
  'Two fields would go to the column "{{name}}" of "{{label}}".': 'Zwei Felder kämen in die Spalte „{{name}}“ von „{{label}}“.',
  'Type them separated by commas, for example: DE, AT, CH': 'Sie mit Kommas dazwischen eingeben, zum Beispiel: DE, AT, CH',
  'Write the row it refers to first, or correct the reference.': 'Zuerst die Zeile schreiben, auf die verwiesen wird, oder den Verweis berichtigen.',
  'a query': 'eine Abfrage',
  'deletes from {{table}} by {{keys}}': 'löscht aus {{table}} nach {{keys}}',
  'makes {{table}} equal by {{keys}}': 'gleicht {{table}} ab nach {{keys}}',
  'updates or adds to {{table}} by {{keys}}': 'ändert oder ergänzt {{table}} nach {{keys}}',
  'is longer than the {{length}} characters that are allowed': 'ist länger als die {{length}} Zeichen, die erlaubt sind',
  'is neither true nor false': 'ist weder wahr noch falsch',
  'is not JSON': 'ist kein JSON',
  'is not a date such as 2026-11-20': 'ist kein Datum wie 2026-11-20',
  'is not a date with time such as 2026-11-20T08:00:00Z': 'ist kein Datum mit Uhrzeit wie 2026-11-20T08:00:00Z',
  'is not a time such as 08:00:00': 'ist keine Uhrzeit wie 08:00:00',
  'new rows of {{name}}': 'neue Zeilen von {{name}}',
  'no connection chosen yet': 'noch keine Verbindung gewählt',
  '{{#deleted}} row of "{{value}}" would be deleted, and at most {{#mostDeletes}} may be.':
    '{{#deleted}} Zeile von „{{value}}“ würde gelöscht, und höchstens {{#mostDeletes}} dürfen es sein.',
  '{{#deleted}} rows of "{{value}}" would be deleted, and at most {{#mostDeletes}} may be.':
    '{{#deleted}} Zeilen von „{{value}}“ würden gelöscht, und höchstens {{#mostDeletes}} dürfen es sein.',
  '{{#missing}} rows that were deleted from "{{table}}" are there again: somebody else writes to it.':
    '{{#missing}} Zeilen, die aus „{{table}}“ gelöscht wurden, sind wieder da: Jemand anders schreibt hinein.',
  '{{#missing}} rows that were written to "{{table}}" were not found there afterwards: somebody else, or a rule of the table, has removed them.':
    '{{#missing}} Zeilen, die in „{{table}}“ geschrieben wurden, waren danach nicht zu finden: Jemand anders oder eine Regel der Tabelle hat sie entfernt.',
  '{{#n}} row of "{{label}}" whose key did not arrive would be deleted.': '{{#n}} Zeile von „{{label}}“, deren Schlüssel nicht ankam, würde gelöscht.',
  '{{#n}} row of "{{label}}" would be deleted, which is more than may be: the run would stop.':
    '{{#n}} Zeile von „{{label}}“ würde gelöscht, mehr als erlaubt: Der Lauf würde anhalten.',
  '{{#n}} rows of "{{label}}" whose key did not arrive would be deleted.': '{{#n}} Zeilen von „{{label}}“, deren Schlüssel nicht ankam, würden gelöscht.',
  '{{#n}} rows of "{{label}}" would be deleted, which is more than may be: the run would stop.':
    '{{#n}} Zeilen von „{{label}}“ würden gelöscht, mehr als erlaubt: Der Lauf würde anhalten.',
  '{{#repeated}} record had a key that an earlier one had: the last one counts.':
    '{{#repeated}} Datensatz hatte einen Schlüssel wie ein früherer: Der letzte zählt.',
  '{{#repeated}} record had a key that an earlier record of this run had: the last one counts.':
    '{{#repeated}} Datensatz hatte einen Schlüssel, den ein früherer dieses Laufs hatte: Der letzte zählt.',
  '{{#repeated}} records had a key that an earlier one had: the last one counts.':
    '{{#repeated}} Datensätze hatten einen Schlüssel wie ein früherer: Der letzte zählt.',
  '{{#repeated}} records had a key that an earlier record of this run had: the last one counts.':
    '{{#repeated}} Datensätze hatten einen Schlüssel, den ein früherer dieses Laufs hatte: Der letzte zählt.',
  '{{many}} rows added': '{{many}} Zeilen hinzugefügt',
  '{{title}}: a query': '{{title}}: eine Abfrage',
  'Convert it with a mapping before this step.': 'Es vor diesem Schritt mit einer Zuordnung umwandeln.',
  'The field "{{field}}" is of the type {{given}}, the column "{{name}}" is {{declared}}: records that do not fit are rejected.':
    'Das Feld „{{field}}“ ist vom Typ {{given}}, die Spalte „{{name}}“ ist {{declared}}: Datensätze, die nicht passen, werden abgewiesen.',
  'There are: {{names}}.': 'Es gibt: {{names}}.',
  'The column "{{name}}" no longer exists.': 'Die Spalte „{{name}}“ gibt es nicht mehr.',
  'There is no table "{{label}}" in the database, or it is not to be seen with this sign-in.':
    'Es gibt keine Tabelle „{{label}}“ in der Datenbank, oder sie ist mit dieser Anmeldung nicht zu sehen.',
  'There is no table "{{label}}" in {{title}}.': 'Es gibt keine Tabelle „{{label}}“ in {{title}}.',
};
