/** What the gallery says of the examples. */
export const german: Readonly<Record<string, string>> = {
  'A bank statement and the open items of a ledger, compared by reference: what differs in amount, what was never paid and what nobody knows each go to a list of their own.':
    'Ein Kontoauszug und die offenen Posten eines Buchs, nach Beleg verglichen: Was im Betrag abweicht, was nie bezahlt wurde und was niemand kennt, kommt je in eine eigene Liste.',
  'A day’s parcels go to three depots by the first digits of their postcode, each into a file of its own with the express parcels first. What belongs to no depot is kept apart.':
    'Die Pakete eines Tages gehen nach den ersten Ziffern der Postleitzahl an drei Depots, je in eine eigene Datei mit den Eilpaketen zuerst. Was zu keinem Depot gehört, bleibt für sich.',
  'Addresses as people type them: blanks and capitals are put right by formulas, duplicates are dropped by mail address, and what cannot be right is put aside with the reasons.':
    'Adressen, wie Menschen sie eintippen: Leerzeichen und Großbuchstaben richten Formeln, doppelte fallen nach Mailadresse weg, und was nicht stimmen kann, kommt mit den Gründen zur Seite.',
  'Addresses cleaned': 'Adressen bereinigt',
  'Bank and ledger compared': 'Bank und Buch verglichen',
  'Changed employees': 'Geänderte Mitarbeiter',
  "HR's export of the night, filtered, converted to payroll's format, without duplicates, and delivered to payroll's table and a CSV.":
    'Die nächtliche Ausfuhr der Personalabteilung, gefiltert, in die Form der Lohnabrechnung gebracht, ohne doppelte, geliefert an deren Tabelle und als CSV.',
  "HR's nightly file lands on an SFTP server. Only what changed goes on, missing cost centres come from the HR service, and payroll's database gets it. Whoever is responsible is told when the file does not come. Needs three systems: npm run night-shift starts all of them for trying.":
    'Die nächtliche Datei der Personalabteilung landet auf einem SFTP-Server. Nur was sich geändert hat, geht weiter, fehlende Kostenstellen kommen vom Dienst der Personalabteilung, und die Datenbank der Lohnabrechnung bekommt es. Wer zuständig ist, erfährt, wenn die Datei nicht kommt. Braucht drei Systeme: npm run night-shift startet alle zum Ausprobieren.',
  'Night shift': 'Nachtschicht',
  'Nightly employees to payroll': 'Nachts Mitarbeiter an die Lohnabrechnung',
  'Orders of a web shop, nested in JSON, become one CSV line for each article of an order, and one JSON record for each country with its orders in a list.':
    'Bestellungen eines Webshops, in JSON geschachtelt, werden eine CSV-Zeile für jeden Artikel einer Bestellung und ein JSON-Datensatz für jedes Land mit seinen Bestellungen als Liste.',
  'Orders of the day': 'Bestellungen des Tages',
  'Parcels split by depot': 'Pakete nach Depot geteilt',
  'Price lists arrive in a folder. Each run reads only the new ones and updates the products in a SQLite table by their code; a second run finds nothing to do.':
    'Preislisten kommen in einem Ordner an. Jeder Lauf liest nur die neuen und bringt die Artikel in einer SQLite-Tabelle nach ihrem Code auf den Stand; ein zweiter Lauf findet nichts zu tun.',
  'Price lists into a database': 'Preislisten in eine Datenbank',
  'Sales by region and month': 'Umsatz nach Region und Monat',
  'Shop orders to a flat list': 'Bestellungen als flache Liste',
  "The shop's nested orders, with their customers looked up and totals computed, biggest first.":
    'Die geschachtelten Bestellungen des Shops, mit nachgeschlagenen Kunden und berechneten Summen, die größten zuerst.',
  'Three quarters of sales become a table with a row for each region and a column for each month, and a list of the products by what they brought in. Amounts that are not numbers are put aside.':
    'Der Umsatz dreier Quartale wird eine Tabelle mit einer Zeile für jede Region und einer Spalte für jeden Monat, und eine Liste der Artikel nach ihrem Ertrag. Beträge, die keine Zahlen sind, kommen zur Seite.',
  "Yesterday's and today's staff list, compared by employee number: who has joined or changed goes to one CSV, who has left to another. Today's list is checked first.":
    'Die Mitarbeiterlisten von gestern und heute, nach Personalnummer verglichen: Wer dazukam oder sich änderte, kommt in eine CSV, wer ging, in eine andere. Die heutige Liste wird vorher geprüft.',
};
