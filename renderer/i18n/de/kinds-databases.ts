/** Database rows and database table: their settings. */
export const german: Readonly<Record<string, string>> = {
  'A SELECT statement of your own.': 'Eine eigene SELECT-Anweisung.',
  'A query': 'Eine Abfrage',
  'A table': 'Eine Tabelle',
  'A table or view: all of its rows, or those that conditions let through.': 'Eine Tabelle oder Sicht: alle ihre Zeilen oder die, die Bedingungen durchlassen.',
  'All must hold. The database leaves out the other rows, so they are never read.':
    'Alle müssen gelten. Die Datenbank lässt die anderen Zeilen aus, sie werden nie gelesen.',
  'All or nothing': 'Alles oder nichts',
  'As lists and objects': 'Als Listen und Objekte',
  'As text': 'Als Text',
  Column: 'Spalte',
  'Columns, the first one first. Rows that are read by a watermark come in its order.':
    'Spalten, die erste zuerst. Zeilen, die nach einer Wassermarke gelesen werden, kommen in deren Reihenfolge.',
  Comparison: 'Vergleich',
  'DE or {param.country}': 'DE oder {param.country}',
  'Database rows': 'Datenbankzeilen',
  'Database table': 'Datenbanktabelle',
  'Every so many rows': 'Alle soundso viele Zeilen',
  'Fields without a column': 'Felder ohne Spalte',
  'JSON columns': 'JSON-Spalten',
  'Leave them out': 'Auslassen',
  'Like "Update or add"; rows whose key did not arrive are deleted at the end.':
    'Wie „Ändern oder hinzufügen“; Zeilen, deren Schlüssel nicht ankam, werden am Ende gelöscht.',
  'Make equal': 'Abgleichen',
  'Make the table': 'Tabelle anlegen',
  'May empty the table': 'Darf die Tabelle leeren',
  'Most rows deleted': 'Höchstens gelöschte Zeilen',
  'One SELECT statement. :name stands for a parameter of the flow; its value is handed over, never pasted in.':
    'Eine SELECT-Anweisung. :name steht für einen Parameter des Ablaufs; sein Wert wird übergeben, nie eingesetzt.',
  'Only rows that are there are changed.': 'Nur vorhandene Zeilen werden geändert.',
  'Only these are read, in this order. None: all of them.': 'Nur diese werden gelesen, in dieser Reihenfolge. Keine: alle.',
  'Reads the rows of a table or of a query from a database such as PostgreSQL, MariaDB or MySQL.':
    'Liest die Zeilen einer Tabelle oder einer Abfrage aus einer Datenbank wie PostgreSQL, MariaDB oder MySQL.',
  'Records without a row': 'Datensätze ohne Zeile',
  'Rows a transaction': 'Zeilen je Transaktion',
  'Rows with the key of a record are deleted.': 'Zeilen mit dem Schlüssel eines Datensatzes werden gelöscht.',
  'Rows with the same key are updated, others are added. A second run changes nothing more.':
    'Zeilen mit demselben Schlüssel werden geändert, andere hinzugefügt. Ein zweiter Lauf ändert nichts mehr.',
  'SELECT * FROM employees WHERE country = :country': 'SELECT * FROM employees WHERE country = :country',
  'Sorted by': 'Sortiert nach',
  'The other fields are written.': 'Die anderen Felder werden geschrieben.',
  'The run stops before anything is written.': 'Der Lauf hält an, bevor etwas geschrieben wird.',
  'The run stops, and changes nothing, when it would delete more. 0: no limit.':
    'Der Lauf hält an und ändert nichts, wenn er mehr löschen würde. 0: keine Grenze.',
  'Their parts can be used by the steps behind.': 'Ihre Teile sind für die Schritte dahinter brauchbar.',
  'They are counted as filtered.': 'Sie zählen als gefiltert.',
  'They leave by the reject port with the reason.': 'Sie gehen mit dem Grund über den Ausgang für Abgewiesene.',
  'They stay as they are written in the database.': 'Sie bleiben, wie sie in der Datenbank stehen.',
  'Together they name one row. None: the key of the table.': 'Zusammen bestimmen sie eine Zeile. Keine: der Schlüssel der Tabelle.',
  Transaction: 'Transaktion',
  'Update only': 'Nur ändern',
  'What to read': 'Was gelesen wird',
  'When no record arrives, every row is deleted. Off: the run stops instead.':
    'Kommt kein Datensatz an, wird jede Zeile gelöscht. Aus: Der Lauf hält stattdessen an.',
  'When the run fails, rows that were written before stay in the table.': 'Schlägt der Lauf fehl, bleiben vorher geschriebene Zeilen in der Tabelle.',
  'When the run fails, the table is as it was before.': 'Schlägt der Lauf fehl, ist die Tabelle wie vorher.',
  'When there is no such table, it is made from the arriving fields. A rehearsal shows the statement. A table that is there is never changed.':
    'Gibt es die Tabelle nicht, wird sie aus den ankommenden Feldern angelegt. Eine Probe zeigt die Anweisung. Eine vorhandene Tabelle wird nie umgebaut.',
  'Which rows and columns': 'Welche Zeilen und Spalten',
  'Writes the records to a table of a database such as PostgreSQL, MariaDB or MySQL.':
    'Schreibt die Datensätze in eine Tabelle einer Datenbank wie PostgreSQL, MariaDB oder MySQL.',
  condition: 'Bedingung',
  country: 'land',
  'is one of (with commas)': 'ist eines von (mit Kommas)',
  'As they arrive.': 'Wie sie ankommen.',
  'Become null': 'Werden null',
  'Empty texts': 'Leere Texte',
  'In columns of texts. In all others an empty text is null.': 'In Textspalten. In allen anderen ist ein leerer Text null.',
  'Stay empty texts': 'Bleiben leere Texte',
  'Where the column may be null: so that a column without repeats may be empty more than once.':
    'Wo die Spalte null sein darf: So darf eine Spalte ohne Wiederholungen mehrmals leer sein.',
};
