/** What runs say: planning, reading, limits, what was kept, code snippets, schedules. */
export const german: Readonly<Record<string, string>> = {
  '"{{name}}" cannot be reached from here.': '„{{name}}“ ist von hier aus nicht zu erreichen.',
  '"{{name}}" is not the kind of connection that this step needs.': '„{{name}}“ ist nicht die Art von Verbindung, die dieser Schritt braucht.',
  'Choose another one in the settings of the step, or make a new one under Connections.':
    'Eine andere in den Einstellungen des Schritts wählen oder sie unter Verbindungen neu anlegen.',
  'Choose another one in the settings of the step.': 'Eine andere in den Einstellungen des Schritts wählen.',
  'Choose one in the settings of the step.': 'Eine in den Einstellungen des Schritts wählen.',
  'No connection is chosen.': 'Keine Verbindung ist gewählt.',
  'The connection this step uses no longer exists.': 'Die Verbindung, die dieser Schritt benutzt, gibt es nicht mehr.',
  '"{{expression}}" is not a time that can be understood.': '„{{expression}}“ ist keine verständliche Zeit.',
  '"{{text}}" asks for the parameter "{{parameter}}", which this run has no value for.':
    '„{{text}}“ verlangt den Parameter „{{parameter}}“, für den dieser Lauf keinen Wert hat.',
  ', and': ', und',
  ', and instead of one earlier time': ', und statt einer früheren Zeit',
  ', and instead of {{coalesced}} earlier times': ', und statt {{coalesced}} früherer Zeiten',
  '1 second': '1 Sekunde',
  ': {{missing}} and more': ': {{missing}} und weitere',
  'A few records of a flow with more than {{MOST_STEPS}} steps cannot be replayed together with those they belong to.':
    'Einzelne Datensätze eines Ablaufs mit mehr als {{MOST_STEPS}} Schritten lassen sich nicht zusammen mit denen wiederholen, zu denen sie gehören.',
  'A preview gave records to a port before its time.': 'Eine Vorschau gab Datensätze vor der Zeit an einen Anschluss.',
  'A record that was corrected by hand does not arrive at {{name}} as it was when it failed.':
    'Ein von Hand berichtigter Datensatz kommt bei {{name}} nicht so an wie damals, als er fehlschlug.',
  'A step': 'Ein Schritt',
  'A target was not opened before its commit.': 'Ein Ziel war vor seinem Abschluss nicht geöffnet.',
  'A text of more than {{#LONGEST_WORKED_TEXT}} characters is not taken apart.': 'Ein Text von mehr als {{#LONGEST_WORKED_TEXT}} Zeichen wird nicht zerlegt.',
  'About {{#read}} records had been read.': 'Etwa {{#read}} Datensätze waren gelesen.',
  'Add "{{parameter}}" to the flow\'s parameters, or run it with --set {{parameter2}}=value.':
    '„{{parameter}}“ den Parametern des Ablaufs hinzufügen oder mit --set {{parameter2}}=Wert ausführen.',
  'Check how they are written, or allow keys that are not found. Nothing was written.':
    'Ihre Schreibweise prüfen oder nicht gefundene Schlüssel zulassen. Nichts wurde geschrieben.',
  'Correct the line, or the one before it: a bracket or quote may be missing.':
    'Die Zeile oder die davor berichtigen: Vielleicht fehlt eine Klammer oder ein Anführungszeichen.',
  'Draw a link from the output of an earlier step to this one.': 'Eine Linie vom Ausgang eines früheren Schritts zu diesem ziehen.',
  'Draw links from a source through to a target.': 'Linien von einer Quelle bis zu einem Ziel ziehen.',
  'Give fewer or smaller records at once.': 'Weniger oder kleinere Datensätze auf einmal weitergeben.',
  'Give it a value without slashes and without "..", so that the file stays in its folder.':
    'Ihm einen Wert ohne Schrägstriche und ohne „..“ geben, damit die Datei in ihrem Ordner bleibt.',
  'Give one of them another name. {{path}} may be a link to the other one’s file.':
    'Einem davon einen anderen Namen geben. {{path}} ist vielleicht ein Verweis auf die Datei des anderen.',
  'It stands before the step this replay starts at, or on another way.':
    'Er steht vor dem Schritt, bei dem diese Wiederholung beginnt, oder auf einem anderen Weg.',
  'Keep less in "state", and make lists and texts smaller.': 'Weniger in „state“ behalten und Listen und Texte kleiner machen.',
  'Keep less of the data for replay, or raise the space in the settings of the flow.':
    'Weniger Daten zur Wiederholung aufheben oder den Platz in den Einstellungen des Ablaufs anheben.',
  'Late by {{lateMs}}{{times}}.': 'Verspätet um {{>lateMs}}{{>times}}.',
  'Look at the other side, then say on the page of the run whether they are to be sent again, and replay the run.':
    'Auf der anderen Seite nachsehen, dann auf der Seite des Laufs sagen, ob sie noch einmal gesendet werden sollen, und den Lauf wiederholen.',
  'Look at the rejected records, fix the flow or the input, or raise the limit in the settings of the flow.':
    'Die abgewiesenen Datensätze ansehen, den Ablauf oder die Eingabe in Ordnung bringen oder die Grenze in den Einstellungen des Ablaufs anheben.',
  'Look at the rejected records, fix the flow or the input, or raise the limit of this step.':
    'Die abgewiesenen Datensätze ansehen, den Ablauf oder die Eingabe in Ordnung bringen oder die Grenze dieses Schritts anheben.',
  'Look at the target before you run the flow again.': 'Das Ziel ansehen, bevor der Ablauf wieder ausgeführt wird.',
  'Look at what the step waits for, or raise its time-out.': 'Nachsehen, worauf der Schritt wartet, oder seine Zeitgrenze anheben.',
  'Look at which step takes the time. If the run needs it, raise the longest time in the settings of the flow.':
    'Nachsehen, welcher Schritt die Zeit braucht. Braucht der Lauf sie, die längste Zeit in den Einstellungen des Ablaufs anheben.',
  'Look for a function that calls itself without end, or use a loop.': 'Nach einer Funktion suchen, die sich endlos selbst aufruft, oder eine Schleife nehmen.',
  'Look for a loop that never ends, or do less for each record.': 'Nach einer Schleife suchen, die nie endet, oder für jeden Datensatz weniger tun.',
  'Look for a step that gathers very many records into one list or text, or for a record with an enormous value. Leave it out or split it up before.':
    'Nach einem Schritt suchen, der sehr viele Datensätze in einer Liste oder einem Text sammelt, oder nach einem Datensatz mit einem riesigen Wert. Ihn auslassen oder vorher aufteilen.',
  'Look for very large values, or for a step that keeps everything. If the run needs it, raise its memory in the settings of the flow.':
    'Nach sehr großen Werten suchen oder nach einem Schritt, der alles behält. Braucht der Lauf ihn, seinen Speicher in den Einstellungen des Ablaufs anheben.',
  'Check whether it has another name where it comes from now. These fields arrived: {{value}} ….':
    'Nachsehen, ob es dort, wo es herkommt, jetzt anders heißt. Diese Felder kamen an: {{value}} ….',
  'Check whether it has another name where it comes from now. These fields arrived: {{value}}.':
    'Nachsehen, ob es dort, wo es herkommt, jetzt anders heißt. Diese Felder kamen an: {{value}}.',
  'Make room on the disk of {{where}}, for example by removing old runs with what was kept for them, then replay the run. Nothing half-written was left behind.':
    'Platz schaffen auf der Platte von {{where}}, zum Beispiel durch Entfernen alter Läufe mit dem, was für sie aufgehoben ist, dann den Lauf wiederholen. Nichts halb Geschriebenes blieb zurück.',
  'No source leads to it.': 'Keine Quelle führt zu ihm.',
  'Nobody knows whether these {{#n}} records were sent: {{why}}': 'Ungewiss ist, ob diese {{#n}} Datensätze gesendet wurden: {{>why}}',
  'Nobody knows whether this record was sent: {{why}}': 'Ungewiss ist, ob dieser Datensatz gesendet wurde: {{>why}}',
  'None of the keys was found{{named}}.': 'Keiner der Schlüssel wurde gefunden{{>named}}.',
  'None of the records that arrived has a field "{{never}}".': 'Keiner der angekommenen Datensätze hat ein Feld „{{never}}“.',
  'Nothing is connected to the input "{{label}}".': 'Nichts ist mit dem Eingang „{{label}}“ verbunden.',
  'Nothing was read': 'Nichts wurde gelesen',
  'One call took more than {{callMs}}': 'Ein Aufruf dauerte länger als {{>callMs}}',
  'One list or text became larger than can be held in one piece': 'Eine Liste oder ein Text wurde größer, als sich in einem Stück halten lässt',
  'Only a part of what arrived at {{name}} was kept, because the run ended early or the space was used up.':
    'Nur ein Teil dessen, was bei {{name}} ankam, wurde aufgehoben, weil der Lauf vorzeitig endete oder der Platz verbraucht war.',
  'Only a part of what {{name}} read was kept, because the run ended early or the space was used up.':
    'Nur ein Teil dessen, was {{name}} las, wurde aufgehoben, weil der Lauf vorzeitig endete oder der Platz verbraucht war.',
  'Read the source again, or keep the input in the settings of the flow.':
    'Die Quelle noch einmal lesen oder die Eingabe aufheben (Einstellungen des Ablaufs).',
  'Read the source again, or replay only the rejected records.': 'Die Quelle noch einmal lesen oder nur die abgewiesenen Datensätze wiederholen.',
  'Read the source again.': 'Die Quelle noch einmal lesen.',
  'Reading ended early, after {{#in}} records': 'Das Lesen endete vorzeitig, nach {{#in}} Datensätzen',
  'Records pile up before {{name}}: a step passes them on without waiting.':
    'Vor {{name}} stauen sich Datensätze: Ein Schritt gibt sie weiter, ohne zu warten.',
  'Replay everything, or from a step behind it where what arrived at every step was kept.':
    'Alles wiederholen oder ab einem Schritt dahinter, wo aufgehoben wurde, was bei jedem Schritt ankam.',
  'Replay everything.': 'Alles wiederholen.',
  'Run the flow again. If it happens again, the details help to report it.':
    'Den Ablauf noch einmal ausführen. Geschieht es wieder, helfen die Einzelheiten, es zu melden.',
  'Run the flow to see what it gives.': 'Den Ablauf ausführen, um zu sehen, was er ergibt.',
  'Several records are made of one before that step, so it is not clear which is meant. Replay with the flow as it was, or correct it where it comes from.':
    'Vor diesem Schritt entstehen aus einem Datensatz mehrere; welcher gemeint ist, ist nicht klar. Mit dem damaligen Ablauf wiederholen oder dort berichtigen, wo er herkommt.',
  'Something unexpected happened: {{message}}': 'Etwas Unerwartetes ist geschehen: {{message}}',
  'Start at the sources, or keep every step in the settings of the flow.': 'Bei den Quellen beginnen oder jeden Schritt aufheben (Einstellungen des Ablaufs).',
  'Start the replay at the sources, or use the flow as it was then.': 'Die Wiederholung bei den Quellen beginnen oder den damaligen Ablauf nehmen.',
  'Start the replay at the sources.': 'Die Wiederholung bei den Quellen beginnen.',
  'Take fewer records.': 'Weniger Datensätze nehmen.',
  'The code of {{name}} cannot be understood: {{message}}.': 'Der Code von {{name}} ist nicht verständlich: {{message}}.',
  'The code of {{name}} was stopped. {{what}} (record {{row}} of the batch).':
    'Der Code von {{name}} wurde angehalten. {{>what}} (Datensatz {{row}} des Schwungs).',
  'The code of {{name}} was stopped. {{what}}.': 'Der Code von {{name}} wurde angehalten. {{>what}}.',
  'The code of {{name}} was stopped: functions call each other too deep.': 'Der Code von {{name}} wurde angehalten: Funktionen rufen einander zu tief auf.',
  'The code of {{name}} was stopped: it needs more than {{mebibytes}} MB of memory.':
    'Der Code von {{name}} wurde angehalten: Er braucht mehr als {{mebibytes}} MB Speicher.',
  'The code of "{{name}}" broke the sandbox it runs in, and was stopped.':
    'Der Code von „{{name}}“ zerbrach die Sandbox, in der er läuft, und wurde angehalten.',
  'The code of "{{name}}" was stopped: what it gives for one batch is too large.':
    'Der Code von „{{name}}“ wurde angehalten: Was er für einen Schwung ergibt, ist zu groß.',
  'The condition {{formula}} holds for {{found}} among the first {{looked}} that was looked at.':
    'Die Bedingung {{formula}} gilt für {{>found}} unter dem ersten angesehenen ({{>looked}}).',
  'The condition {{formula}} holds for {{found}} among the first {{looked}} that were looked at.':
    'Die Bedingung {{formula}} gilt für {{>found}} unter den ersten angesehenen ({{>looked}}).',
  'The corrected field "{{field}}" no longer arrives at {{name}}.': 'Das berichtigte Feld „{{field}}“ kommt bei {{name}} nicht mehr an.',
  'The data of this run cannot be kept ({{error}}): it can only be replayed by reading the sources again.':
    'Die Daten dieses Laufs lassen sich nicht aufheben ({{>error}}): Er kann nur wiederholt werden, indem die Quellen noch einmal gelesen werden.',
  'The disk is full: the run could not write {{where}}.': 'Die Platte ist voll: Der Lauf konnte {{where}} nicht schreiben.',
  'The disk is full: {{step}} could not write {{where}}.': 'Die Platte ist voll: {{step}} konnte {{where}} nicht schreiben.',
  'The distinct keys of this step take more than 2 GiB of memory.': 'Die verschiedenen Schlüssel dieses Schritts brauchen mehr als 2 GiB Speicher.',
  'The flow has no parameter "{{parameter}}", which {{whole}} asks for.': 'Der Ablauf hat keinen Parameter „{{parameter}}“, den {{whole}} verlangt.',
  'The flow was changed since. Replay with the flow as it was, or correct another field.':
    'Der Ablauf wurde seither geändert. Mit dem damaligen Ablauf wiederholen oder ein anderes Feld berichtigen.',
  'The key field "{{field}}" does not arrive.': 'Das Schlüsselfeld „{{field}}“ kommt nicht an.',
  'The kind {{kind}} is a trigger and cannot take part in a run.': 'Die Art {{kind}} ist ein Auslöser und kann an einem Lauf nicht teilnehmen.',
  'The kind {{kind}} says it is a {{role}} but works as a {{role2}}.': 'Die Art {{kind}} nennt sich {{role}}, arbeitet aber als {{role2}}.',
  'The kind {{kind}} sends in groups, but does not say that its writes cannot be repeated.':
    'Die Art {{kind}} sendet in Gruppen, sagt aber nicht, dass sich ihr Schreiben nicht wiederholen lässt.',
  'The other records went on. Look for an enormous value in this record; leave it out or split it up before this step.':
    'Die anderen Datensätze gingen weiter. Nach einem riesigen Wert in diesem Datensatz suchen; ihn auslassen oder vor diesem Schritt aufteilen.',
  'The other records went on. This is a fault in Swivel: look for what is unusual about this record, and report it.':
    'Die anderen Datensätze gingen weiter. Das ist ein Fehler in Swivel: nachsehen, was an diesem Datensatz ungewöhnlich ist, und es melden.',
  'The parameter "{{name}}" cannot be part of the file name "{{text}}": its value is "{{value}}".':
    'Der Parameter „{{name}}“ kann nicht Teil des Dateinamens „{{text}}“ sein: Sein Wert ist „{{value}}“.',
  'The parameter "{{name}}" cannot be part of the file name "{{text}}": its value is empty.':
    'Der Parameter „{{name}}“ kann nicht Teil des Dateinamens „{{text}}“ sein: Sein Wert ist leer.',
  'The preview did not stop in time and was ended.': 'Die Vorschau hielt nicht rechtzeitig an und wurde beendet.',
  'The preview ended unexpectedly.': 'Die Vorschau endete unerwartet.',
  'The preview needed too much memory and was stopped.': 'Die Vorschau brauchte zu viel Speicher und wurde angehalten.',
  'The preview was ended.': 'Die Vorschau wurde beendet.',
  'The records of one batch took more than {{batchMs}}': 'Die Datensätze eines Schwungs dauerten länger als {{>batchMs}}',
  'The records that are looked through have no field "{{field}}".': 'Die durchsuchten Datensätze haben kein Feld „{{field}}“.',
  'The run': 'Der Lauf',
  'The run needed more than the {{diskBytes}} on disk it may take and was stopped{{at}}.':
    'Der Lauf brauchte mehr als die erlaubten {{diskBytes}} auf der Platte und wurde angehalten{{>at}}.',
  'The run needed more than the {{threadBytes}} of memory it may take and was stopped{{at}}.':
    'Der Lauf brauchte mehr als die erlaubten {{threadBytes}} Speicher und wurde angehalten{{>at}}.',
  'The run took longer than the {{wallMs}} it may take and was stopped{{at}}.':
    'Der Lauf dauerte länger als die erlaubten {{wallMs}} und wurde angehalten{{>at}}.',
  'The run was cancelled.': 'Der Lauf wurde abgebrochen.',
  "The run's worker ended unexpectedly{{witness}}.": 'Der Arbeitsprozess des Laufs endete unerwartet{{>witness}}.',
  'The sandbox for code snippets is missing from this installation.': 'Die Sandbox für Codeschnipsel fehlt in dieser Installation.',
  'The setting {{path}} is not valid: {{message}}.': 'Die Einstellung {{path}} ist nicht gültig: {{message}}.',
  'The space for kept data is used up: the rest of this run is not kept, so it can only be replayed by reading the sources again.':
    'Der Platz für aufgehobene Daten ist verbraucht: Der Rest dieses Laufs wird nicht aufgehoben; er kann nur wiederholt werden, indem die Quellen noch einmal gelesen werden.',
  'The step failed on this record: {{error}}': 'Der Schritt schlug bei diesem Datensatz fehl: {{error}}',
  'The step failed on this record: {{message}}': 'Der Schritt schlug bei diesem Datensatz fehl: {{message}}',
  'The step is set to leave such records. Look at the other side before you send them again.':
    'Der Schritt ist so eingestellt, dass solche Datensätze liegen bleiben. Auf der anderen Seite nachsehen, bevor sie noch einmal gesendet werden.',
  'The step this replay should start at no longer takes part in the flow.':
    'Der Schritt, bei dem diese Wiederholung beginnen soll, nimmt am Ablauf nicht mehr teil.',
  'The step to look at is not in this flow.': 'Der Schritt, der angesehen werden soll, ist nicht in diesem Ablauf.',
  'There is nothing to run: no source leads to a target.': 'Es gibt nichts auszuführen: Keine Quelle führt zu einem Ziel.',
  'These fields arrive: {{names}} …. Choose another key field in the settings of the step.':
    'Diese Felder kommen an: {{names}} …. In den Einstellungen des Schritts ein anderes Schlüsselfeld wählen.',
  'These fields arrive: {{names}}. Choose another key field in the settings of the step.':
    'Diese Felder kommen an: {{names}}. In den Einstellungen des Schritts ein anderes Schlüsselfeld wählen.',
  'They have: {{names}}.': 'Sie haben: {{names}}.',
  'This is a fault in Swivel, not in your flow. The details help to report it.':
    'Das ist ein Fehler in Swivel, nicht in diesem Ablauf. Die Einzelheiten helfen, ihn zu melden.',
  'This is a fault in Swivel, not in your flow. The targets were left as they were.':
    'Das ist ein Fehler in Swivel, nicht in diesem Ablauf. Die Ziele blieben, wie sie waren.',
  'This replay cannot start there: {{name}} also takes records from steps before it.':
    'Dort kann diese Wiederholung nicht beginnen: {{name}} nimmt auch Datensätze von Schritten davor.',
  'This version of Swivel does not know the kind "{{kind}}".': 'Diese Version von Swivel kennt die Art „{{kind}}“ nicht.',
  'Use a shorter key, or split the input.': 'Einen kürzeren Schlüssel nehmen oder die Eingabe aufteilen.',
  'Use one of {{TEMPLATE_PLACEHOLDERS}}.': 'Möglich sind {{TEMPLATE_PLACEHOLDERS}}.',
  'Very deep or very large data can do that. Do less at once.': 'Sehr tiefe oder sehr große Daten können das bewirken. Weniger auf einmal tun.',
  'What arrived at {{name}} was kept with personal fields hidden ({{masked}}), so it cannot be delivered from there.':
    'Was bei {{name}} ankam, wurde mit verborgenen persönlichen Feldern ({{masked}}) aufgehoben; von dort lässt es sich nicht liefern.',
  'What arrived at {{name}} was not kept, so it cannot be replayed from there.':
    'Was bei {{name}} ankam, wurde nicht aufgehoben; von dort lässt es sich nicht wiederholen.',
  'What it gives leads to no target.': 'Was er ergibt, führt zu keinem Ziel.',
  'What {{name}} read was kept with personal fields hidden ({{masked}}), so it cannot be delivered from there.':
    'Was {{name}} las, wurde mit verborgenen persönlichen Feldern ({{masked}}) aufgehoben; von dort lässt es sich nicht liefern.',
  'What {{name}} read was not kept, so it cannot be replayed from there.':
    'Was {{name}} las, wurde nicht aufgehoben; von dort lässt es sich nicht wiederholen.',
  'Whether {{writing}} was written is not known: look at it before you run the flow again.':
    'Ob {{writing}} geschrieben wurde, ist nicht bekannt: nachsehen, bevor der Ablauf wieder ausgeführt wird.',
  'a list of the result has another length than it should': 'eine Liste des Ergebnisses hat eine andere Länge, als sie sollte',
  'a parameter of the flow': 'ein Parameter des Ablaufs',
  'a record of the result came from nowhere': 'ein Datensatz des Ergebnisses kam aus dem Nichts',
  'a refused record came from nowhere': 'ein abgewiesener Datensatz kam aus dem Nichts',
  'day the run was started, 2026-11-20': 'Tag, an dem der Lauf begann, 2026-11-20',
  'enough was taken': 'genug wurde genommen',
  'id of the run': 'Kennung des Laufs',
  'its run could not be written down: {{error}}': 'sein Lauf ließ sich nicht aufschreiben: {{>error}}',
  'name of the flow': 'Name des Ablaufs',
  'no column of keys': 'keine Spalte mit Schlüsseln',
  'no snippet is open': 'kein Schnipsel ist offen',
  'on record {{#first}} of {{source}}': 'bei Datensatz {{#first}} von {{source}}',
  'on {{#n}} record of {{source}}, beginning with record {{#first}}': 'bei {{#n}} Datensatz von {{source}}, beginnend mit Datensatz {{#first}}',
  'on {{#n}} records of {{source}}, beginning with record {{#first}}': 'bei {{#n}} Datensätzen von {{source}}, beginnend mit Datensatz {{#first}}',
  'result {{at}}': 'Ergebnis {{at}}',
  'sources read {{read}}; {{JSON}}': 'Quellen lasen {{read}}; {{JSON}}',
  'state {{aggregate}}.{{column}}': 'Stand {{aggregate}}.{{column}}',
  'the counts of the result do not agree': 'die Zählungen des Ergebnisses stimmen nicht überein',
  'the same in a format of your own': 'dasselbe in einem eigenen Format',
  'the thread answered {{kind}} to run': 'der Thread antwortete {{kind}} auf run',
  'the thread for code snippets ended': 'der Thread für Codeschnipsel endete',
  'the thread for code snippets has ended': 'der Thread für Codeschnipsel ist beendet',
  'the thread for code snippets was let go': 'der Thread für Codeschnipsel wurde losgelassen',
  'the thread for code snippets was stopped': 'der Thread für Codeschnipsel wurde angehalten',
  'there is no further key': 'es gibt keinen weiteren Schlüssel',
  'time the run was started, 014500': 'Uhrzeit, zu der der Lauf begann, 014500',
  'while {{name}} was at work{{witness}}': '(während {{name}} arbeitete{{>witness}})',
  '{{HIDDEN}} (the text of a record is not kept, because this flow hides personal fields)':
    '{{HIDDEN}} (der Text eines Datensatzes wird nicht aufgehoben, weil dieser Ablauf persönliche Felder verbirgt)',
  '{{HIDDEN}} (what the step says here is not kept, because personal fields arrive at it)':
    '{{HIDDEN}} (was der Schritt hier sagt, wird nicht aufgehoben, weil persönliche Felder bei ihm ankommen)',
  '{{Math}} days': '{{Math}} Tage',
  '{{Math}} ms': '{{Math}} ms',
  '{{WHAT}} with this record.': '{{>WHAT}}, bei diesem Datensatz.',
  '{{hours}} hours': '{{hours}} Stunden',
  '{{many}} of {{size}} keys were not found{{named}}.': '{{many}} von {{size}} Schlüsseln wurden nicht gefunden{{>named}}.',
  '{{many}} picked at random among {{looked}}.': '{{many}} zufällig gewählt aus {{>looked}}.',
  '{{message}} (and {{more}} more problem)': '{{>message}} (und {{more}} weiteres Problem)',
  '{{message}} (and {{more}} more problems)': '{{>message}} (und {{more}} weitere Probleme)',
  '{{message}} Waiting {{wait}} to try again ({{tried}} of {{attempts}}).':
    '{{>message}} Wartet {{wait}} bis zum nächsten Versuch ({{tried}} von {{attempts}}).',
  '{{message}} Written before that, and left as it is: {{written}}.': '{{>message}} Davor geschrieben und so belassen: {{written}}.',
  '{{minutes}} minute': '{{minutes}} Minute',
  '{{minutes}} minutes': '{{minutes}} Minuten',
  '{{ms}} ms': '{{ms}} ms',
  '{{ms}} seconds': '{{ms}} Sekunden',
  '{{name}} and {{name2}} write to the same file: one would overwrite the other.':
    '{{name}} und {{name2}} schreiben in dieselbe Datei: Einer würde den anderen überschreiben.',
  '{{name}} does not take part: {{reason}}': '{{name}} nimmt nicht teil: {{>reason}}',
  '{{name}} emits on "{{port}}", which is not one of its data ports.': '{{name}} gibt durch „{{port}}“ aus, was keiner seiner Anschlüsse für Daten ist.',
  '{{name}} gave no sign for longer than its {{timeoutMs}} and was stopped{{witness}}.':
    '{{>name}} gab länger als {{timeoutMs}} kein Lebenszeichen und wurde angehalten{{>witness}}.',
  '{{name}} is part of a circle, or behind one: records would never leave it.':
    '{{name}} ist Teil eines Kreises oder steht hinter einem: Datensätze kämen nie heraus.',
  '{{name}} rejected {{#rejected}} of {{#arrived}} records; the run stops at {{#stopAfterCount}}.':
    '{{name}} wies {{#rejected}} von {{#arrived}} Datensätzen ab; bei {{#stopAfterCount}} hält der Lauf an.',
  '{{name}} rejected {{Math}} % of {{#arrived}} records; the run stops above {{stopAbovePercent}} %.':
    '{{name}} wies {{Math}} % von {{#arrived}} Datensätzen ab; über {{stopAbovePercent}} % hält der Lauf an.',
  '{{name}} says that records are combined, but its kind does not declare that.':
    '{{name}} sagt, dass Datensätze zusammengeführt werden, aber seine Art gibt das nicht an.',
  '{{name}} says that records multiply, but its kind does not declare that.': '{{name}} sagt, dass Datensätze mehr werden, aber seine Art gibt das nicht an.',
  '{{name}} took {{out}} records but says it delivered {{delivered}}.': '{{name}} nahm {{out}} Datensätze, meldet aber {{delivered}} gelieferte.',
  '{{name}} was given records before it was open.': '{{name}} bekam Datensätze, bevor er offen war.',
  '{{name}} was read only in part in the run before, since the steps behind it needed no more: {{#records}} records are there to replay.':
    '{{name}} wurde im Lauf davor nur teilweise gelesen, weil die Schritte dahinter nicht mehr brauchten: {{#records}} Datensätze sind zum Wiederholen da.',
  '{{name}} was to commit before everything had arrived.': '{{name}} sollte abschließen, bevor alles angekommen war.',
  '{{name}} would write, and nothing is written in a {{mode}}.': '{{name}} würde schreiben, und hier ({{mode}}) wird nichts geschrieben.',
  '{{name}} writes, and a step behind it needs more records than those that are replayed.':
    '{{name}} schreibt, und ein Schritt dahinter braucht mehr Datensätze als die wiederholten.',
  '{{read}}: the steps behind {{name}} have all they need. What else the source holds was not looked at.':
    '{{>read}}: Die Schritte hinter {{name}} haben alles, was sie brauchen. Was die Quelle sonst enthält, wurde nicht angesehen.',
  '{{runId}} {{nodeId}} retry': '{{runId}} {{nodeId}} retry',
  '{{whole}} in "{{text}}" is not a placeholder that can be filled in.': '{{whole}} in „{{text}}“ ist kein Platzhalter, der sich füllen lässt.',
  '{{whole}} is not a placeholder that can be filled in.': '{{whole}} ist kein Platzhalter, der sich füllen lässt.',
  '{{who}} cannot account for every record: what came in is not what went out.':
    '{{>who}} kann nicht über jeden Datensatz Rechenschaft geben: Was hineinkam, ist nicht, was hinausging.',
  '"{{name}}", line {{line}}': '„{{name}}“, Zeile {{line}}',
  '… and {{seen}} more notices of this kind.': '… und {{seen}} weitere Hinweise dieser Art.',
  '… and {{value}} more lines.': '… und {{value}} weitere Zeilen.',
};
