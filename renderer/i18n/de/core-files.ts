/** What sources and targets of files say of places, here and outside. */
export const german: Readonly<Record<string, string>> = {
  'A file with a marker beside it is read again by the next run.': 'Eine Datei mit einer Markierung daneben liest der nächste Lauf noch einmal.',
  'A file, or a pattern such as {{example}}.': 'Eine Datei oder ein Muster wie {{example}}.',
  'A folder of this computer': 'Ein Ordner dieses Rechners',
  'A folder of this computer, or a connection that holds files.': 'Ein Ordner dieses Rechners oder eine Verbindung, die Dateien hat.',
  'After success': 'Nach Erfolg',
  'An empty file of the same name with the ending .done.': 'Eine leere Datei desselben Namens mit der Endung .done.',
  'Another step of this run writes {{name}} to the same place: one would overwrite the other.':
    'Ein anderer Schritt dieses Laufs schreibt {{name}} an dieselbe Stelle: Einer würde den anderen überschreiben.',
  'Choose a file, or type a pattern such as {{example}}.': 'Eine Datei wählen oder ein Muster wie {{example}} eintippen.',
  'Choose to read only new files, or move the file away.': 'Nur neue Dateien lesen oder die Datei verschieben.',
  'Delete it': 'Löschen',
  'Files that match {{path}} on the connection and were not read before. The run looks which there are.':
    'Dateien, die auf der Verbindung zu {{path}} passen und noch nicht gelesen wurden. Welche es gibt, sieht der Lauf.',
  'Folders of a connection are separated by /, not by \\.': 'Ordner einer Verbindung werden mit / getrennt, nicht mit \\.',
  'For example done.': 'Zum Beispiel done.',
  'For example {{example}}.': 'Zum Beispiel {{example}}.',
  'It gets the ending .done.': 'Sie bekommt die Endung .done.',
  'Leave the file': 'Datei liegen lassen',
  'Move it to a folder': 'In einen Ordner verschieben',
  'Move to the folder': 'In den Ordner verschieben',
  'No file has started this run, so the newest one that matches is read.': 'Diesen Lauf hat keine Datei gestartet, deshalb wird die neueste passende gelesen.',
  'No file in {{folder}} on {{title}} matches {{pattern}}.': 'Keine Datei in {{folder}} auf {{title}} passt zu {{pattern}}.',
  'Only the first {{size}} of {{path}} were fetched for the preview. A run reads all of it.':
    'Für die Vorschau wurden nur die ersten {{size}} von {{path}} geholt. Ein Lauf liest alles.',
  'Only when everything has been delivered. Until then the file stays as it is.': 'Erst wenn alles zugestellt ist. Bis dahin bleibt die Datei, wie sie ist.',
  'Put a marker beside it': 'Eine Markierung daneben legen',
  'Put the ending into the pattern, or choose to read only new files.': 'Die Endung ins Muster aufnehmen oder nur neue Dateien lesen.',
  'Relative ones start at the folder of the file. It is made if it is missing.': 'Ein relativer beginnt im Ordner der Datei. Er wird angelegt, wenn er fehlt.',
  'Rename it': 'Umbenennen',
  'The file {{path}} is on {{title}} already.': 'Die Datei {{path}} ist schon auf {{title}}.',
  'The file {{path}} was changed while it was being read.': 'Die Datei {{path}} wurde beim Lesen geändert.',
  'The files whose arrival started the run, as far as they match. In a run that a person starts: the newest.':
    'Die Dateien, deren Ankunft den Lauf gestartet hat, soweit sie passen. In einem von Hand gestarteten Lauf: die neueste.',
  'The folder to move to is not named.': 'Der Ordner zum Verschieben ist nicht genannt.',
  'The name {{beginning}}… is longer than 255 bytes.': 'Der Name {{beginning}}… ist länger als 255 Bytes.',
  'The name {{shown}} holds a line break or another control character.': 'Der Name {{shown}} enthält einen Zeilenumbruch oder ein anderes Steuerzeichen.',
  'There is no file {{path}} now.': 'Es gibt jetzt keine Datei {{path}}.',
  'There is no file {{path}} on {{title}}.': 'Es gibt keine Datei {{path}} auf {{title}}.',
  'There is no folder {{folder}} on {{title}}.': 'Es gibt keinen Ordner {{folder}} auf {{title}}.',
  'Those that started the run': 'Die den Lauf gestartet haben',
  'Type the path with /.': 'Den Pfad mit / eingeben.',
  'Use a path in that folder.': 'Einen Pfad in diesem Ordner nehmen.',
  'Use {date}, {date-1:FORMAT}, {time}, {run}, {flow} or {param.name}.': 'Möglich sind {date}, {date-1:FORMAT}, {time}, {run}, {flow} und {param.name}.',
  Where: 'Wo',
  'already read and delivered': 'schon gelesen und zugestellt',
  'orders_*.json': 'bestellungen_*.json',
  'the day before; also {date-1:yyyyMMdd}, {date+7}, {date-1w}, {date-1m:yyyyMM}':
    'der Tag davor; auch {date-1:yyyyMMdd}, {date+7}, {date-1w}, {date-1m:yyyyMM}',
  '{{name}} also stands for the files ending in .done that stay behind.': '{{name}} steht auch für die Dateien mit der Endung .done, die zurückbleiben.',
  '{{path}} was read by a run already: the preview takes it from {{carried}}.':
    '{{path}} wurde schon von einem Lauf gelesen: Die Vorschau nimmt sie aus {{carried}}.',
  '{{path}} has started this run, but it is no longer there.': '{{path}} hat diesen Lauf gestartet, ist aber nicht mehr da.',
  '{{#many}} files have started this run, and none of them is there any more: {{path}}, …':
    '{{#many}} Dateien haben diesen Lauf gestartet, und keine davon ist noch da: {{path}}, …',
  '{{#many}} file have started this run, and none of them is there any more: {{path}}, …':
    '{{#many}} Datei hat diesen Lauf gestartet und ist nicht mehr da: {{path}}, …',
  'Another flow or program has moved it away or removed it. Put it back and replay this run. Of flows that wait for the same files, let only the last one move them away.':
    'Ein anderer Flow oder ein Programm hat sie weggeräumt oder gelöscht. Sie zurücklegen und diesen Lauf wiederholen. Von Flows, die auf dieselben Dateien warten, nur den letzten sie wegräumen lassen.',
  '{{path}} has started this run, but it no longer exists.': '{{path}} hat diesen Lauf gestartet, ist aber nicht mehr da.',
  '{{path}} has {{bytes}} bytes after {{sent}} were written.': '{{path}} hat {{bytes}} Bytes, nachdem {{sent}} geschrieben wurden.',
  '{{path}} is the folder itself.': '{{path}} ist der Ordner selbst.',
  '{{path}} leads out of the folder {{root}}.': '{{path}} führt aus dem Ordner {{root}} hinaus.',
  '{{path}} on {{title}} is not a file: none can be written there.': '{{path}} auf {{title}} ist keine Datei: Dort lässt sich keine schreiben.',
  '{{path}} was read and delivered, but it stays where it is for now. The next run tries that again and does not read it. {{message}}':
    '{{path}} wurde gelesen und zugestellt, bleibt aber vorerst, wo sie ist. Der nächste Lauf versucht es noch einmal und liest sie nicht. {{>message}}',
  '{{path}} was replaced after it was read, so it stays where it is.': '{{path}} wurde nach dem Lesen ersetzt und bleibt deshalb, wo sie ist.',
};
