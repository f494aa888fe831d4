/** What the workspace says: its database, backups, disk. */
export const german: Readonly<Record<string, string>> = {
  '"{{name}}" was changed somewhere else: version {{version}} is newer than your {{expectedVersion}}.':
    '„{{name}}“ wurde anderswo geändert: Version {{version}} ist neuer als diese ({{expectedVersion}}).',
  'A backup is just being put into the workspace {{workspace}}, or was when Swivel ended.':
    'Gerade wird eine Sicherung in den Arbeitsbereich {{workspace}} gelegt, oder wurde es, als Swivel endete.',
  'A half-written file': 'Eine halb geschriebene Datei',
  'A restore that was under way when Swivel ended was brought to its end.':
    'Eine Wiederherstellung, die im Gang war, als Swivel endete, wurde zu Ende gebracht.',
  'Another program has been reading the workspace database for a long time: its journal has grown to {{journal}} MB.':
    'Ein anderes Programm liest schon lange die Datenbank des Arbeitsbereichs: Ihr Journal ist auf {{journal}} MB gewachsen.',
  'Check that this user may write to the folder of the workspace, or choose another one.':
    'Prüfen, ob dieser Benutzer in den Ordner des Arbeitsbereichs schreiben darf, oder einen anderen wählen.',
  'Check the folder, or start Swivel there once.': 'Den Ordner prüfen oder Swivel einmal dort starten.',
  'Choose a folder on a disk of this machine. Flows may read and write files on the network as before.':
    'Einen Ordner auf einer Platte dieses Rechners wählen. Abläufe dürfen Dateien im Netz wie bisher lesen und schreiben.',
  'Choose a folder on a local disk that you may write to.': 'Einen Ordner auf einer lokalen Platte wählen, in den geschrieben werden darf.',
  'Choose a folder on a local disk.': 'Einen Ordner auf einer lokalen Platte wählen.',
  'Choose another one, or start the newer version.': 'Eine andere wählen oder die neuere Version starten.',
  'Choose another one.': 'Eine andere wählen.',
  'Choose another workspace.': 'Einen anderen Arbeitsbereich wählen.',
  'Close the program that has it open, then try again.': 'Das Programm schließen, das sie offen hat, dann noch einmal versuchen.',
  'Delete this file; nothing is kept in it.': 'Diese Datei löschen; nichts wird darin aufgehoben.',
  'If you have a copy of your own, put it into the folder of the workspace as swivel.sqlite.':
    'Eine eigene Kopie als swivel.sqlite in den Ordner des Arbeitsbereichs legen, wenn es eine gibt.',
  'Is the disk full? Make room and start again.': 'Ist die Platte voll? Platz schaffen und noch einmal starten.',
  'Make room on the disk of the workspace, or check that it is connected. Then try again.':
    'Platz schaffen auf der Platte des Arbeitsbereichs oder prüfen, ob sie verbunden ist. Dann noch einmal versuchen.',
  'Make room on the disk of the workspace, then restore it again.': 'Platz schaffen auf der Platte des Arbeitsbereichs, dann noch einmal wiederherstellen.',
  'Make room on the disk of the workspace, then try again.': 'Platz schaffen auf der Platte des Arbeitsbereichs, dann noch einmal versuchen.',
  'Make room on the disk. The next attempt is automatic.': 'Platz schaffen auf der Platte. Der nächste Versuch kommt von selbst.',
  'Missing: {{missing}}.': 'Es fehlt: {{missing}}.',
  'No backup was made: the disk of the workspace has {{has}} MB left, {{needed}} MB are needed.':
    'Keine Sicherung wurde gemacht: Die Platte des Arbeitsbereichs hat noch {{has}} MB frei, gebraucht werden {{needed}} MB.',
  'No run is known.': 'Kein Lauf ist bekannt.',
  'Check that the disk of the workspace is connected and sound. Then try again.':
    'Prüfen, ob die Platte des Arbeitsbereichs verbunden und in Ordnung ist. Dann noch einmal versuchen.',
  'Node {{version}} is too old for the workspace database: start Swivel through its own scripts, which bring Node 24.':
    'Node {{version}} ist zu alt für die Datenbank des Arbeitsbereichs: Swivel durch seine eigenen Skripte starten, die Node 24 mitbringen.',
  'Open it once for writing (start the app, or run a flow), which brings it up to date.':
    'Ihn einmal zum Schreiben öffnen (die App starten oder einen Ablauf ausführen); das bringt ihn auf den neuesten Stand.',
  'Open it once for writing (start the app, or run a flow), which makes it ready.':
    'Ihn einmal zum Schreiben öffnen (die App starten oder einen Ablauf ausführen); das macht ihn bereit.',
  'Open it once for writing (start the app, or run a flow), which brings the restore to its end.':
    'Ihn einmal zum Schreiben öffnen (die App starten oder einen Ablauf ausführen); das bringt die Wiederherstellung zu Ende.',
  'Open the newest version, or save yours as a copy.': 'Die neueste Version öffnen oder diese als Kopie speichern.',
  'Put back a copy from a backup (folder "backups"), or choose another workspace.':
    'Eine Kopie aus einer Sicherung zurücklegen (Ordner „backups“) oder einen anderen Arbeitsbereich wählen.',
  'Replay the run. The plan of the replay says what was already written.': 'Den Lauf wiederholen. Der Plan der Wiederholung sagt, was schon geschrieben wurde.',
  'Restore a backup: start Swivel with this workspace and choose one, or use the command "swivel restore --list".':
    'Eine Sicherung wiederherstellen: Swivel mit diesem Arbeitsbereich starten und eine wählen, oder den Befehl „swivel restore --list“ verwenden.',
  'See "swivel restore --list".': 'Siehe „swivel restore --list“.',
  'Start the newer version, or choose another workspace. Nothing was changed.':
    'Die neuere Version starten oder einen anderen Arbeitsbereich wählen. Nichts wurde geändert.',
  'Swivel ended while this run was going on. What its targets had not begun to commit was not written.':
    'Swivel endete, während dieser Lauf im Gang war. Was seine Ziele nicht abzuschließen begonnen hatten, wurde nicht geschrieben.',
  'The backup {{file}} has another schema than what it was made of.': 'Die Sicherung {{file}} hat ein anderes Schema als das, woraus sie gemacht ist.',
  'The backup {{file}} has {{rows}} rows in {{table}} where there should be {{n}}.':
    'Die Sicherung {{file}} hat {{rows}} Zeilen in {{table}}, wo {{n}} sein sollten.',
  'The backup {{file}} is damaged: {{faults}}': 'Die Sicherung {{file}} ist beschädigt: {{faults}}',
  'The backup {{name}} cannot be put in place: there is no room on the disk. Nothing was changed.':
    'Die Sicherung {{name}} lässt sich nicht einsetzen: Auf der Platte ist kein Platz. Nichts wurde geändert.',
  'The backup {{name}} cannot be read, so nothing was changed.': 'Die Sicherung {{name}} lässt sich nicht lesen; nichts wurde geändert.',
  'The backup {{name}} was made by a newer version of Swivel.': 'Die Sicherung {{name}} wurde von einer neueren Version von Swivel gemacht.',
  'The backups before it are untouched. Is the disk full?': 'Die Sicherungen davor sind unberührt. Ist die Platte voll?',
  'The disk of the workspace is nearly full: {{free}} MB are left.': 'Die Platte des Arbeitsbereichs ist fast voll: {{free}} MB sind frei.',
  'The disk of the workspace was full. Room that was held back for that was used to write down what was going on: make more, on the same disk.':
    'Die Platte des Arbeitsbereichs war voll. Dafür zurückgehaltener Platz wurde verwendet, um aufzuschreiben, was im Gang war: auf derselben Platte mehr schaffen.',
  'The disk of the workspace {{workspace}} does not allow what a safe history needs (a write-ahead log).':
    'Die Platte des Arbeitsbereichs {{workspace}} erlaubt nicht, was ein sicherer Verlauf braucht (ein Write-Ahead-Log).',
  'The file has {{has}} bytes, its header says {{wanted}}.': 'Die Datei hat {{has}} Bytes, ihr Kopf sagt {{wanted}}.',
  'The file {{file}} is a database of another program, not of Swivel.': 'Die Datei {{file}} ist die Datenbank eines anderen Programms, nicht von Swivel.',
  'The flow {{flowId}} has no version {{version}}.': 'Der Ablauf {{flowId}} hat keine Version {{version}}.',
  'The journal {{file}}-wal of the last session is gone: another program removed it, or it was not copied along. What was saved last may be missing. {{known}}':
    'Das Journal {{file}}-wal der letzten Sitzung ist fort: Ein anderes Programm entfernte es, oder es wurde nicht mitkopiert. Das zuletzt Gespeicherte fehlt vielleicht. {{>known}}',
  'The newest run that is known is of {{value}}.': 'Der neueste bekannte Lauf ist von {{value}}.',
  'The table {{missing}} is missing.': 'Die Tabelle {{missing}} fehlt.',
  'The tables {{missing}} are missing.': 'Die Tabellen {{missing}} fehlen.',
  'The version of its schema is {{version}}.': 'Die Version ihres Schemas ist {{version}}.',
  'The workspace could not be backed up before it is brought up to date, so it was left as it is.':
    'Der Arbeitsbereich ließ sich nicht sichern, bevor er auf den neuesten Stand gebracht wird; er blieb, wie er ist.',
  'The workspace database gave no answer to: {{sql}}': 'Die Datenbank des Arbeitsbereichs gab keine Antwort auf: {{sql}}',
  'The workspace database {{file}} is damaged.{{more}} Nothing was changed, and no copy was made because the disk has no room for one.':
    'Die Datenbank des Arbeitsbereichs {{file}} ist beschädigt.{{>more}} Nichts wurde geändert, und keine Kopie wurde gemacht, weil die Platte dafür keinen Platz hat.',
  'The workspace database {{file}} is damaged.{{more}} Nothing was changed; a copy is in {{copy}}.':
    'Die Datenbank des Arbeitsbereichs {{file}} ist beschädigt.{{>more}} Nichts wurde geändert; eine Kopie ist in {{copy}}.',
  'The workspace database {{file}} was written by a newer version of Swivel ({{version}}, this one knows {{many}}).':
    'Die Datenbank des Arbeitsbereichs {{file}} wurde von einer neueren Version von Swivel geschrieben ({{version}}; diese kennt {{many}}).',
  'The workspace database {{file}} {{what}}.': 'Die Datenbank des Arbeitsbereichs {{file}} {{>what}}.',
  'The workspace folder {{workspace}} is not on a disk: nothing can be kept there.':
    'Der Ordner des Arbeitsbereichs {{workspace}} ist nicht auf einer Platte: Dort lässt sich nichts aufheben.',
  'The workspace folder {{workspace}} is on a network drive, where the history could be damaged.':
    'Der Ordner des Arbeitsbereichs {{workspace}} ist auf einem Netzlaufwerk, wo der Verlauf Schaden nehmen könnte.',
  'The workspace folder {{workspace}} {{what}}.': 'Der Ordner des Arbeitsbereichs {{workspace}} {{>what}}.',
  'The workspace {{folder}} is in use by {{who}}.': 'Der Arbeitsbereich {{folder}} wird verwendet: {{>who}}.',
  'The workspace {{workspace}} could not be backed up.': 'Der Arbeitsbereich {{workspace}} ließ sich nicht sichern.',
  'The workspace {{workspace}} has files of flows or backups, but its database {{file}} is missing or empty.':
    'Der Arbeitsbereich {{workspace}} hat Dateien von Abläufen oder Sicherungen, aber seine Datenbank {{file}} fehlt oder ist leer.',
  'The workspace {{workspace}} has no backup.': 'Der Arbeitsbereich {{workspace}} hat keine Sicherung.',
  'The workspace {{workspace}} is just being made, or was when Swivel ended.':
    'Der Arbeitsbereich {{workspace}} wird gerade angelegt, oder wurde es, als Swivel endete.',
  'The workspace {{workspace}} was last used by an older version of Swivel.':
    'Der Arbeitsbereich {{workspace}} wurde zuletzt von einer älteren Version von Swivel verwendet.',
  'There is no Swivel workspace in {{workspace}}.': 'In {{workspace}} gibt es keinen Swivel-Arbeitsbereich.',
  'There is no backup called {{word}}.': 'Es gibt keine Sicherung namens {{word}}.',
  'Use the window that is already open, close it first, or choose another workspace. Looking at runs works meanwhile.':
    'Das schon offene Fenster verwenden, es zuerst schließen oder einen anderen Arbeitsbereich wählen. Läufe lassen sich inzwischen ansehen.',
  'a Swivel command': 'ein Swivel-Befehl',
  'a Swivel host for the browser': 'ein Swivel für den Browser',
  'another Swivel': 'ein anderes Swivel',
  'cannot be opened or written': 'lässt sich nicht öffnen oder schreiben',
  'cannot be used: the disk does not answer properly': 'ist nicht brauchbar: Die Platte antwortet nicht richtig',
  'cannot be used: the disk is full or does not answer properly': 'ist nicht brauchbar: Die Platte ist voll oder antwortet nicht richtig',
  'cannot be used': 'ist nicht brauchbar',
  'cannot be written to': 'lässt sich nicht beschreiben',
  'is locked by another program': 'ist von einem anderen Programm gesperrt',
  'is not a folder': 'ist kein Ordner',
  'the Swivel app': 'die Swivel-App',
  '{{WHO}} (process {{pid}}, since {{value}})': '{{>WHO}} (Prozess {{pid}}, seit {{value}})',
  '{{existing}} is a file': '{{existing}} ist eine Datei',
  '{{file}} could not be put aside': '{{file}} ließ sich nicht beiseitelegen',
  '{{many}} half-written files': '{{many}} halb geschriebene Dateien',
  '{{which}} of a run that was cut off with the machine was removed: {{paths}}.':
    '{{>which}} eines mit dem Rechner abgebrochenen Laufs wurde entfernt: {{paths}}.',
  '{{which}} of a run that was cut off with the machine were removed: {{paths}}.':
    '{{>which}} eines mit dem Rechner abgebrochenen Laufs wurden entfernt: {{paths}}.',
  '{{workspace}} is a file': '{{workspace}} ist eine Datei',
};
