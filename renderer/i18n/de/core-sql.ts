/** What databases say: their settings, the test of a connection, and why a row or a query is refused. */
export const german: Readonly<Record<string, string>> = {
  '"{{host}}" is not the name of a computer.': '„{{host}}“ ist kein Name eines Rechners.',
  '"{{name}}" was closed.': '„{{name}}“ wurde geschlossen.',
  '"{{name}}": a statement took longer than it may, and was stopped.': '„{{name}}“: Eine Anweisung dauerte länger, als sie darf, und wurde abgebrochen.',
  '"{{name}}": all {{most}} sessions of this connection are in use, and none became free in time.':
    '„{{name}}“: Alle {{most}} Sitzungen dieser Verbindung sind in Gebrauch, und keine wurde rechtzeitig frei.',
  '"{{name}}": no computer named {{host}} is known here.': '„{{name}}“: Ein Rechner namens {{host}} ist hier nicht bekannt.',
  '"{{name}}": no encrypted line could be agreed upon with {{to}}.': '„{{name}}“: Mit {{to}} ließ sich keine verschlüsselte Leitung vereinbaren.',
  '"{{name}}": nothing answers at {{to}}.': '„{{name}}“: Unter {{to}} antwortet nichts.',
  '"{{name}}": others changed the same rows at the same time, again and again.': '„{{name}}“: Andere änderten zur selben Zeit immer wieder dieselben Zeilen.',
  '"{{name}}": the certificate of {{host}} has expired.': '„{{name}}“: Das Zertifikat von {{host}} ist abgelaufen.',
  '"{{name}}": the certificate of {{host}} is not accepted.': '„{{name}}“: Das Zertifikat von {{host}} wird nicht angenommen.',
  '"{{name}}": the certificate of {{host}} is not valid yet.': '„{{name}}“: Das Zertifikat von {{host}} gilt noch nicht.',
  '"{{name}}": the certificate of {{host}} was issued by nobody this machine trusts.':
    '„{{name}}“: Das Zertifikat von {{host}} hat niemand ausgestellt, dem dieser Rechner traut.',
  '"{{name}}": the certificate was made for another host than {{host}}.': '„{{name}}“: Das Zertifikat wurde für einen anderen Host als {{host}} ausgestellt.',
  '"{{name}}": the database refused it: {{message}}.': '„{{name}}“: Die Datenbank hat es abgelehnt: {{message}}.',
  '"{{name}}": the line to {{to}} was cut.': '„{{name}}“: Die Leitung zu {{to}} wurde getrennt.',
  '"{{name}}": the server asks for a password, and none is given.': '„{{name}}“: Der Server verlangt ein Passwort, und es ist keines angegeben.',
  '"{{name}}": the server at {{to}} offers no encryption.': '„{{name}}“: Der Server unter {{to}} bietet keine Verschlüsselung.',
  '"{{name}}": the server at {{to}} takes only encrypted lines.': '„{{name}}“: Der Server unter {{to}} nimmt nur verschlüsselte Verbindungen an.',
  '"{{name}}": the server does not accept this password for the user "{{user}}".':
    '„{{name}}“: Der Server nimmt dieses Passwort für den Benutzer „{{user}}“ nicht an.',
  '"{{name}}": the server does not accept this user and password ("{{user}}").':
    '„{{name}}“: Der Server nimmt diesen Benutzer mit diesem Passwort nicht an („{{user}}“).',
  '"{{name}}": the server does not let the user "{{user}}" sign in from here.':
    '„{{name}}“: Der Server lässt den Benutzer „{{user}}“ sich von hier nicht anmelden.',
  '"{{name}}": the server has run out of memory or of space on its disk.': '„{{name}}“: Dem Server fehlt Speicher oder Platz auf der Platte.',
  '"{{name}}": the server is just starting or stopping.': '„{{name}}“: Der Server startet oder endet gerade.',
  '"{{name}}": the server takes no more connections at the moment.': '„{{name}}“: Der Server nimmt im Augenblick keine weiteren Verbindungen an.',
  '"{{name}}": the user "{{user}}" does not have the right to it: {{message}}.': '„{{name}}“: Der Benutzer „{{user}}“ hat das Recht dazu nicht: {{message}}.',
  '"{{name}}": there is no database "{{database}}" on {{host}}.': '„{{name}}“: Auf {{host}} gibt es keine Datenbank „{{database}}“.',
  '"{{name}}": this user may not reach {{to}}.': '„{{name}}“: Dieser Benutzer darf {{to}} nicht erreichen.',
  '"{{name}}": this would change something in the database, and only reading is allowed here.':
    '„{{name}}“: Das würde etwas in der Datenbank ändern, und hier darf nur gelesen werden.',
  '"{{name}}": what answers at {{to}} does not speak like MySQL or MariaDB.': '„{{name}}“: Was unter {{to}} antwortet, spricht nicht wie MySQL oder MariaDB.',
  '"{{name}}": what answers at {{to}} does not speak like PostgreSQL.': '„{{name}}“: Was unter {{to}} antwortet, spricht nicht wie PostgreSQL.',
  '"{{name}}": {{to}} did not answer in time.': '„{{name}}“: {{to}} hat nicht rechtzeitig geantwortet.',
  'A database of MySQL or MariaDB: its tables can be read and written.':
    'Eine Datenbank von MySQL oder MariaDB: Ihre Tabellen lassen sich lesen und schreiben.',
  'A database of PostgreSQL: its tables can be read and written.': 'Eine Datenbank von PostgreSQL: Ihre Tabellen lassen sich lesen und schreiben.',
  'A rule of the table is broken ("{{constraint}}").': 'Eine Regel der Tabelle ist verletzt („{{constraint}}“).',
  'A unique index over the beginning of a long text does not make the whole text unique. Have the column changed to varchar with a length that fits into an index, or have the whole text indexed, which MariaDB can.':
    'Ein eindeutiger Index über den Anfang eines langen Textes macht nicht den ganzen Text eindeutig. Die Spalte auf varchar mit einer Länge ändern lassen, die in einen Index passt, oder den ganzen Text indizieren lassen, was MariaDB kann.',
  'A value that was asked for does not fit its column: {{message}}.': 'Ein gesuchter Wert passt nicht zu seiner Spalte: {{message}}.',
  'Add a field of this name before this step, or give the column a default in the database.':
    'Vor diesem Schritt ein Feld dieses Namens ergänzen oder der Spalte in der Datenbank eine Vorgabe geben.',
  'Add a field of this name before this step.': 'Vor diesem Schritt ein Feld dieses Namens ergänzen.',
  'Add it to the parameters of the step, or write it without the colon if it is none.':
    'Ihn den Parametern des Schritts hinzufügen oder ohne Doppelpunkt schreiben, wenn er keiner ist.',
  'Allow it in the firewall, or give this user the right to the socket.': 'Es in der Firewall erlauben oder diesem Benutzer das Recht am Socket geben.',
  'Ask whoever runs the database for the right, or sign in as another user.':
    'Wer die Datenbank betreibt, kann das Recht geben; oder als anderer Benutzer anmelden.',
  'Ask whoever runs the database, or choose another schema in the settings of the connection.':
    'Nachfragen, wer die Datenbank betreibt, oder in den Einstellungen der Verbindung ein anderes Schema wählen.',
  'At most 63 bytes. Give the field a shorter name before this step.': 'Höchstens 63 Byte. Dem Feld vor diesem Schritt einen kürzeren Namen geben.',
  'At most 64 characters. Give the field a shorter name before this step.': 'Höchstens 64 Zeichen. Dem Feld vor diesem Schritt einen kürzeren Namen geben.',
  'Certificate of the authority': 'Zertifikat der Zertifizierungsstelle',
  'Check how the host is written, and whether this machine is in the right network or VPN.':
    'Prüfen, wie der Host geschrieben ist und ob dieser Rechner im richtigen Netz oder VPN ist.',
  'Check how the name is written; capital and small letters differ.': 'Prüfen, wie der Name geschrieben ist; Groß- und Kleinbuchstaben sind verschieden.',
  'Check that the other side is running and can be reached from this machine. If it happens often, ask who runs the network or the other side.':
    'Prüfen, dass die Gegenseite läuft und von diesem Rechner erreicht werden kann. Geschieht es oft, nachfragen, wer das Netz oder die Gegenseite betreibt.',
  'Check the date and time of this machine and of the other side.': 'Datum und Uhrzeit dieses Rechners und der Gegenseite prüfen.',
  'Check the host and the port, and whether a firewall or a missing VPN is in between.':
    'Host und Port prüfen, und ob eine Firewall oder ein fehlendes VPN dazwischen ist.',
  'Check the name of the user. Whoever runs the server decides who may sign in from where, and whether it has to be encrypted.':
    'Den Namen des Benutzers prüfen. Wer den Server betreibt, entscheidet, wer sich von wo anmelden darf und ob verschlüsselt sein muss.',
  'Check the path of the socket, and that the service is started.': 'Den Pfad des Sockets prüfen und ob der Dienst läuft.',
  'Check the port, and that the other side offers TLS 1.2 or later.': 'Den Port prüfen, und dass die Gegenseite TLS 1.2 oder neuer bietet.',
  'Check the port, and that the service is started and may be reached from this machine.':
    'Den Port prüfen, und dass der Dienst gestartet ist und von diesem Rechner erreicht werden darf.',
  'Check the port: PostgreSQL mostly listens on 5432.': 'Den Port prüfen: PostgreSQL lauscht meist auf 5432.',
  'Check the port: another program may listen there.': 'Den Port prüfen: Dort lauscht vielleicht ein anderes Programm.',
  'Check the port: they mostly listen on 3306.': 'Den Port prüfen: Sie lauschen meist auf 3306.',
  'Check the values of the conditions and parameters against the types of the columns.':
    'Die Werte der Bedingungen und Parameter mit den Typen der Spalten vergleichen.',
  'Check user and password, whether this user may sign in from here, and whether the server wants it encrypted. The password can be replaced in the settings of the connection.':
    'Benutzer und Passwort prüfen, ob dieser Benutzer sich von hier anmelden darf, und ob der Server es verschlüsselt haben will. Das Passwort lässt sich in den Einstellungen der Verbindung ersetzen.',
  'Check user and password. The password can be replaced in the settings of the connection.':
    'Benutzer und Passwort prüfen. Das Passwort lässt sich in den Einstellungen der Verbindung ersetzen.',
  'Choose "Encrypted" in the settings of the connection.': '„Verschlüsselt“ in den Einstellungen der Verbindung wählen.',
  'Choose a column with whole numbers, exact decimals, dates or texts, or read with a query that makes one of it, for example by casting it to decimal(20,6).':
    'Eine Spalte mit ganzen Zahlen, genauen Dezimalzahlen, Daten oder Texten wählen, oder mit einer Abfrage lesen, die eine solche daraus macht, etwa durch CAST nach decimal(20,6).',
  'Choose a table from the list, or ask for the right to read it.': 'Eine Tabelle aus der Liste wählen oder um das Recht bitten, sie zu lesen.',
  'Choose another name, or write into the one that is there.': 'Einen anderen Namen wählen oder in die vorhandene schreiben.',
  'Choose the column or columns that name one row.': 'Die Spalte oder Spalten wählen, die eine Zeile benennen.',
  'Choose the columns of the primary key, or have a unique index made over these columns.':
    'Die Spalten des Primärschlüssels wählen oder über diese Spalten einen eindeutigen Index anlegen lassen.',
  'Client certificate': 'Client-Zertifikat',
  'Close it, or double the quote if it belongs to the text.': 'Schließen, oder das Anführungszeichen verdoppeln, wenn es zum Text gehört.',
  'Encrypted, certificate checked': 'Verschlüsselt, Zertifikat geprüft',
  'Encrypted, certificate not checked': 'Verschlüsselt, Zertifikat nicht geprüft',
  'Four are enough for most.': 'Vier genügen meistens.',
  'Give at least a tenth of a second.': 'Mindestens eine Zehntelsekunde angeben.',
  'Give the certificate of the authority that issued it in the settings of the connection.':
    'In den Einstellungen der Verbindung das Zertifikat der Stelle angeben, die es ausgestellt hat.',
  'Give the password in the settings of the connection.': 'Das Passwort in den Einstellungen der Verbindung angeben.',
  'Have it changed to InnoDB: ALTER TABLE … ENGINE = InnoDB.': 'Sie auf InnoDB umstellen lassen: ALTER TABLE … ENGINE = InnoDB.',
  'Have it switched on there, or choose "Not encrypted" if it is on this machine or in a network you trust.':
    'Sie dort einschalten lassen oder „Nicht verschlüsselt“ wählen, wenn er auf diesem Rechner oder in einem Netz ist, dem man traut.',
  'In PEM, where an authority of your own issued the certificate. Empty: those this machine trusts.':
    'Als PEM, wenn eine eigene Stelle das Zertifikat ausgestellt hat. Leer: jene, denen dieser Rechner traut.',
  'In PEM, where the server asks for one.': 'Als PEM, wenn der Server eines verlangt.',
  'It may have been renamed or removed in the database. Choose a column that is there.':
    'Sie wurde vielleicht in der Datenbank umbenannt oder entfernt. Eine vorhandene Spalte wählen.',
  'It may have been renamed or removed. Rename the field, or leave it out before this step.':
    'Sie wurde vielleicht umbenannt oder entfernt. Das Feld vor diesem Schritt umbenennen oder weglassen.',
  'It would point to a row that is not there, or others point to it ("{{constraint}}").':
    'Sie würde auf eine Zeile zeigen, die es nicht gibt, oder andere zeigen auf sie („{{constraint}}“).',
  'Key of the client certificate': 'Schlüssel des Client-Zertifikats',
  'Leave the field out before this step.': 'Das Feld vor diesem Schritt weglassen.',
  'Let fewer steps use it at the same time, or raise the most sessions in the settings of the connection.':
    'Weniger Schritte gleichzeitig damit arbeiten lassen oder in den Einstellungen der Verbindung mehr Sitzungen erlauben.',
  'Look into the table, or run it again with a way to write that can be repeated, such as "update or add".':
    'In die Tabelle sehen oder noch einmal ausführen mit einer Art zu schreiben, die sich wiederholen lässt, etwa „ändern oder ergänzen“.',
  'Map the fields to columns of the table.': 'Die Felder den Spalten der Tabelle zuordnen.',
  'MariaDB {{value}}': 'MariaDB {{value}}',
  'Most sessions at the same time': 'Höchstens so viele Sitzungen gleichzeitig',
  'Most time for one statement': 'Längste Zeit für eine Anweisung',
  'MySQL and MariaDB mostly listen on 3306.': 'MySQL und MariaDB lauschen meist auf 3306.',
  'MySQL or MariaDB': 'MySQL oder MariaDB',
  'Name or address of the computer.': 'Name oder Adresse des Rechners.',
  'Name or address of the computer. A path means a socket on this machine.': 'Name oder Adresse des Rechners. Ein Pfad meint einen Socket auf diesem Rechner.',
  'Name or address of the computer. A path means the folder of a socket on this machine.':
    'Name oder Adresse des Rechners. Ein Pfad meint den Ordner eines Sockets auf diesem Rechner.',
  'No database is given.': 'Keine Datenbank ist angegeben.',
  'Nobody can listen in, but somebody could pose as the other side.': 'Niemand kann mithören, aber jemand könnte sich als die Gegenseite ausgeben.',
  'Not encrypted': 'Nicht verschlüsselt',
  'Nothing arrives for the key "{{absent}}".': 'Für den Schlüssel „{{absent}}“ kommt nichts an.',
  'Nothing arrives that has a column in "{{table}}".': 'Es kommt nichts an, das in „{{table}}“ eine Spalte hat.',
  'Nothing in "{{table}}" makes sure that {{key}} names only one row.': 'Nichts in „{{table}}“ stellt sicher, dass {{key}} nur eine Zeile benennt.',
  'Nothing was changed. Remove what points to these rows, or update and add without deleting.':
    'Nichts wurde geändert. Entfernen, was auf diese Zeilen zeigt, oder ändern und ergänzen, ohne zu löschen.',
  'Only on this machine or in a network you trust.': 'Nur auf diesem Rechner oder in einem Netz, dem man traut.',
  'Others changed the same rows while they were written, and a row that was taken before is refused now.':
    'Andere änderten dieselben Zeilen, während sie geschrieben wurden, und eine vorher angenommene Zeile wird jetzt abgelehnt.',
  'Paste the whole text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.':
    'Den ganzen Text einfügen, von -----BEGIN CERTIFICATE----- bis -----END CERTIFICATE-----.',
  PostgreSQL: 'PostgreSQL',
  'PostgreSQL mostly listens on 5432.': 'PostgreSQL lauscht meist auf 5432.',
  'PostgreSQL {{version}}': 'PostgreSQL {{version}}',
  'Read or write less at a time, ask for an index, or allow more time in the settings of the connection.':
    'Weniger auf einmal lesen oder schreiben, um einen Index bitten oder in den Einstellungen der Verbindung mehr Zeit erlauben.',
  'Remove all but one, and the semicolon after it.': 'Alle bis auf eine entfernen, samt dem Semikolon danach.',
  'Rows of "{{table}}" that did not come cannot be deleted: {{message}}':
    'Zeilen von „{{table}}“, die nicht gekommen sind, lassen sich nicht löschen: {{>message}}',
  'Run it again.': 'Noch einmal ausführen.',
  'Run it again. If it stays, run it when nobody else writes there.': 'Noch einmal ausführen. Bleibt es so, dann ausführen, wenn sonst niemand dort schreibt.',
  Schemas: 'Schemas',
  'Signed in as "{{user}}".': 'Angemeldet als „{{user}}“.',
  'Something answers at {{taken}}, but then it ends the line.': 'Unter {{taken}} antwortet etwas, beendet dann aber die Leitung.',
  'Something answers at {{taken}}, but then it says nothing.': 'Unter {{taken}} antwortet etwas, sagt dann aber nichts.',
  'Something answers at {{to}}.': 'Unter {{to}} antwortet etwas.',
  'Tables named without a schema are looked for in these, in this order.': 'Tabellen ohne Schema werden in diesen gesucht, in dieser Reihenfolge.',
  'Tables to be read: {{read}}. Tables to be written: {{write}}.': 'Lesbare Tabellen: {{read}}. Beschreibbare Tabellen: {{write}}.',
  'Tables to be seen: {{many}}.': 'Sichtbare Tabellen: {{many}}.',
  'The address of {{host}} is {{address}}.': 'Die Adresse von {{host}} ist {{address}}.',
  'The column "{{column}}" must not be empty.': 'Die Spalte „{{column}}“ darf nicht leer sein.',
  'The column "{{name}}" ({{declared}}) could keep this value only rounded or cut.':
    'Die Spalte „{{name}}“ ({{declared}}) könnte diesen Wert nur gerundet oder abgeschnitten behalten.',
  'The column "{{name}}" ({{declared}}) does not take this value.': 'Die Spalte „{{name}}“ ({{declared}}) nimmt diesen Wert nicht an.',
  'The column "{{name}}" holds rounded numbers ({{declared}}): where reading stopped cannot be found again exactly.':
    'Die Spalte „{{name}}“ enthält gerundete Zahlen ({{declared}}): Wo das Lesen endete, lässt sich nicht genau wiederfinden.',
  'The column "{{name}}" of "{{table}}" is always filled by the database.': 'Die Spalte „{{name}}“ von „{{table}}“ füllt immer die Datenbank.',
  'The column "{{name}}" of "{{table}}" must not be empty, and nothing arrives for it.':
    'Die Spalte „{{name}}“ von „{{table}}“ darf nicht leer sein, und es kommt nichts für sie an.',
  'The database refused the row: {{message}}.': 'Die Datenbank hat die Zeile abgelehnt: {{message}}.',
  'The database refused to read it: {{message}}.': 'Die Datenbank hat das Lesen abgelehnt: {{message}}.',
  'The details say why.': 'Die Einzelheiten sagen, warum.',
  'The key "{{column}}" is empty, so it names no row.': 'Der Schlüssel „{{column}}“ ist leer und benennt so keine Zeile.',
  'The line is encrypted and the certificate is right.': 'Die Leitung ist verschlüsselt, und das Zertifikat stimmt.',
  'The line is encrypted, and it is certain who the other side is.': 'Die Leitung ist verschlüsselt, und es ist gewiss, wer die Gegenseite ist.',
  'The line is encrypted; the certificate was not checked.': 'Die Leitung ist verschlüsselt; das Zertifikat wurde nicht geprüft.',
  'The line to the database is closed.': 'Die Leitung zur Datenbank ist geschlossen.',
  'The line was cut just when "{{table}}" was to be committed: nobody knows whether it was.':
    'Die Leitung wurde getrennt, gerade als „{{table}}“ abgeschlossen werden sollte: Niemand weiß, ob es geschah.',
  'The name "{{long}}" is longer than MySQL and MariaDB allow.': 'Der Name „{{long}}“ ist länger, als MySQL und MariaDB erlauben.',
  'The name "{{long}}" is longer than PostgreSQL allows.': 'Der Name „{{long}}“ ist länger, als PostgreSQL erlaubt.',
  'The port has to be a number from 1 to 65535.': 'Der Port muss eine Zahl von 1 bis 65535 sein.',
  'The query gives no column "{{name}}".': 'Die Abfrage gibt keine Spalte „{{name}}“.',
  'The query is wrong in line {{line}}, column {{column}}: a comment begins here and does not end.':
    'Die Abfrage ist falsch in Zeile {{line}}, Spalte {{column}}: Hier beginnt ein Kommentar, der nicht endet.',
  'The query is wrong in line {{line}}, column {{column}}: a text begins here and does not end.':
    'Die Abfrage ist falsch in Zeile {{line}}, Spalte {{column}}: Hier beginnt ein Text, der nicht endet.',
  'The query is wrong in line {{line}}, column {{column}}: {{message}}.': 'Die Abfrage ist falsch in Zeile {{line}}, Spalte {{column}}: {{message}}.',
  'The query is wrong: {{message}}.': 'Die Abfrage ist falsch: {{message}}.',
  'The query needs the parameter "{{name}}", and it is not given.': 'Die Abfrage braucht den Parameter „{{name}}“, und er ist nicht angegeben.',
  'The server closed the connection.': 'Der Server hat die Verbindung geschlossen.',
  'The table "{{table}}" has no column "{{name}}".': 'Die Tabelle „{{table}}“ hat keine Spalte „{{name}}“.',
  'The table "{{table}}" is kept by {{engine}}, which cannot take back what was written by half.':
    'Die Tabelle „{{table}}“ hält {{engine}}, das halb Geschriebenes nicht zurücknehmen kann.',
  'The text for the column "{{name}}" holds a character that the database cannot keep.':
    'Der Text für die Spalte „{{name}}“ enthält ein Zeichen, das die Datenbank nicht behalten kann.',
  'The text is too long for the column "{{name}}", which holds {{many}} characters.':
    'Der Text ist zu lang für die Spalte „{{name}}“, die {{many}} Zeichen fasst.',
  'The text is too long for the column "{{name}}".': 'Der Text ist zu lang für die Spalte „{{name}}“.',
  'The time for one statement cannot be negative.': 'Die Zeit für eine Anweisung kann nicht negativ sein.',
  'The time to wait for a connection is too short.': 'Die Zeit, auf eine Verbindung zu warten, ist zu kurz.',
  'The user "{{user}}" may not use the schema "{{schema}}".': 'Der Benutzer „{{user}}“ darf das Schema „{{schema}}“ nicht benutzen.',
  'The user of this connection may not {{words}} "{{table}}".': 'Der Benutzer dieser Verbindung darf in „{{table}}“ {{>words}}.',
  'The value is too large or too small for the column "{{name}}" ({{declared}}).':
    'Der Wert ist zu groß oder zu klein für die Spalte „{{name}}“ ({{declared}}).',
  'There have to be from 1 to 50 sessions.': 'Es müssen 1 bis 50 Sitzungen sein.',
  'There is a row with the same key already ("{{constraint}}").': 'Es gibt schon eine Zeile mit demselben Schlüssel („{{constraint}}“).',
  'There is a table "{{table}}" already.': 'Es gibt schon eine Tabelle „{{table}}“.',
  'There is no row with this key in the table.': 'In der Tabelle gibt es keine Zeile mit diesem Schlüssel.',
  'There is no schema "{{schema}}".': 'Es gibt kein Schema „{{schema}}“.',
  'There is no table "{{table}}", or it is not to be seen by this user.': 'Es gibt keine Tabelle „{{table}}“, oder dieser Benutzer sieht sie nicht.',
  'These are several statements; only one can be read from.': 'Das sind mehrere Anweisungen; nur aus einer kann gelesen werden.',
  'This is not a certificate in PEM.': 'Das ist kein Zertifikat als PEM.',
  'This is the database "{{database}}" of {{session}}.': 'Das ist die Datenbank „{{database}}“ von {{session}}.',
  'Try again in a moment.': 'Gleich noch einmal versuchen.',
  'Try again later. If it happens often, use fewer sessions at the same time or ask for more.':
    'Später noch einmal versuchen. Geschieht es oft, weniger Sitzungen gleichzeitig benutzen oder um mehr bitten.',
  'Type only the name or the address, such as server.example: no port, no user, no path.':
    'Nur den Namen oder die Adresse eingeben, etwa server.example: ohne Port, Benutzer und Pfad.',
  'Type the name of the database.': 'Den Namen der Datenbank eintippen.',
  'Type the name or the address of the computer it runs on.': 'Den Namen oder die Adresse des Rechners eingeben, auf dem er läuft.',
  'Use a query that only reads.': 'Eine Abfrage benutzen, die nur liest.',
  'Use the name that stands in the certificate as the host, or ask for a certificate with this name.':
    'Den Namen aus dem Zertifikat als Host benutzen oder um ein Zertifikat mit diesem Namen bitten.',
  'Wait for a connection': 'Auf eine Verbindung warten',
  'What changes the database belongs in a step that writes.': 'Was die Datenbank ändert, gehört in einen Schritt, der schreibt.',
  'Whoever runs the other side has to renew it. Check the date of this machine too.':
    'Wer die Gegenseite betreibt, muss es erneuern. Auch das Datum dieses Rechners prüfen.',
  'Zero means: as the server says.': 'Null heißt: wie der Server es vorgibt.',
  'Zero: as the server says.': 'Null: wie der Server es vorgibt.',
  'add rows to': 'keine Zeilen ergänzen',
  'change rows of': 'keine Zeilen ändern',
  'db.example.com': 'db.example.com',
  'delete rows of': 'keine Zeilen löschen',
  'not set up yet': 'noch nicht eingerichtet',
  payroll: 'payroll',
  swivel: 'swivel',
  '{{database}} on {{host}}': '{{database}} auf {{host}}',
};
