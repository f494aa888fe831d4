/** What core says of connections, secrets and environments. */
export const german: Readonly<Record<string, string>> = {
  '"{{foreign}}" of "{{name}}" was sealed with a key that is no longer here.':
    '„{{foreign}}“ von „{{name}}“ wurde mit einem Schlüssel versiegelt, der nicht mehr hier ist.',
  '"{{label}}" is missing.': '„{{label}}“ fehlt.',
  '"{{label}}" was given for another host, so it is not sent to this one.':
    '„{{label}}“ wurde für einen anderen Rechner eingegeben und wird deshalb nicht an diesen geschickt.',
  '"{{name}}" cannot be reached from here.': '„{{name}}“ ist von hier nicht erreichbar.',
  '"{{name}}" cannot be used: {{message}}': '„{{name}}“ kann nicht benutzt werden: {{message}}',
  '"{{name}}" cannot run now: {{step}}: {{message}}': '„{{name}}“ kann jetzt nicht laufen: {{step}}: {{message}}',
  '"{{name}}" has no "{{missing}}" for {{where}}.': 'Für „{{name}}“ fehlt „{{missing}}“: {{where}}.',
  '"{{name}}" is a connection of another kind.': '„{{name}}“ ist eine Verbindung anderer Art.',
  '"{{name}}" is a kind of connection that this Swivel does not know: {{kind}}.':
    '„{{name}}“ ist eine Art von Verbindung, die dieses Swivel nicht kennt: {{kind}}.',
  '"{{name}}" is not set for {{where}}.': '„{{name}}“ ist hier nicht eingestellt: {{where}}.',
  '"{{name}}" is not set for {{where}}: {{message}}': '„{{name}}“ ist nicht vollständig eingestellt ({{where}}): {{message}}',
  '"{{name}}" is not the kind of connection that these steps need.': '„{{name}}“ ist nicht die Art von Verbindung, die diese Schritte brauchen.',
  '"{{name}}" is not the kind of connection that this step needs.': '„{{name}}“ ist nicht die Art von Verbindung, die dieser Schritt braucht.',
  '"{{name}}" is used by {{flows}}.': '„{{name}}“ wird benutzt von {{flows}}.',
  '"{{name}}" leads to another host than before, so "{{stale}}" is not used there.':
    '„{{name}}“ führt zu einem anderen Rechner als vorher; „{{stale}}“ wird dort deshalb nicht benutzt.',
  '"{{name}}" was changed somewhere else since you opened it.': '„{{name}}“ wurde anderswo geändert, seit Sie es geöffnet haben.',
  '# Swivel: the key to the secrets of your connections\n# public key: {{recipient}}\n{{identity}}':
    '# Swivel: der Schlüssel zu den Geheimnissen der Verbindungen\n# public key: {{recipient}}\n{{identity}}',
  'Check that this folder can be written to, or name another file in SWIVEL_VAULT_KEY_FILE.':
    'Prüfen, ob in diesen Ordner geschrieben werden kann, oder in SWIVEL_VAULT_KEY_FILE eine andere Datei nennen.',
  'Choose another connection there first, or delete it anyway: then steps cannot run, files cannot be looked for, and alerts cannot be sent.':
    'Zuerst dort eine andere Verbindung wählen oder trotzdem löschen: Dann können Schritte nicht laufen, Dateien nicht gesucht und Meldungen nicht versandt werden.',
  'Choose another one in the settings of the step, or make a new one under Connections.':
    'In den Einstellungen des Schritts eine andere wählen, oder sie unter Verbindungen neu anlegen.',
  'Choose another one in the settings of the step.': 'In den Einstellungen des Schritts eine andere wählen.',
  'Choose one in the settings of the step.': 'In den Einstellungen des Schritts eine wählen.',
  'Choose one of this workspace, or leave it empty.': 'Eine dieses Arbeitsbereichs wählen, oder sie leer lassen.',
  'Fill it in under Connections, or switch the environment.': 'Unter Verbindungen ausfüllen, oder die Umgebung wechseln.',
  'Fill it in under Connections.': 'Unter Verbindungen ausfüllen.',
  'Fill it in, then test again.': 'Ausfüllen, dann noch einmal prüfen.',
  'Give it again under Connections.': 'Unter Verbindungen noch einmal eingeben.',
  'Give it again under Connections: what signs in goes only to the hosts it was given for.':
    'Unter Verbindungen noch einmal eingeben: Womit man sich anmeldet, geht nur an die Rechner, für die es eingegeben wurde.',
  'Give it again: what signs in goes only to the hosts it was given for.':
    'Noch einmal eingeben: Womit man sich anmeldet, geht nur an die Rechner, für die es eingegeben wurde.',
  'Give it in SWIVEL_VAULT_KEY, or name its file in SWIVEL_VAULT_KEY_FILE. Or start over and give the secrets again.':
    'Ihn in SWIVEL_VAULT_KEY geben, oder seine Datei in SWIVEL_VAULT_KEY_FILE nennen. Oder neu beginnen und die Geheimnisse noch einmal eingeben.',
  'Give it under Connections.': 'Unter Verbindungen eingeben.',
  'It holds one line that starts with AGE-SECRET-KEY-1. Take it from a copy of the file.':
    'Sie enthält eine Zeile, die mit AGE-SECRET-KEY-1 beginnt. Aus einer Kopie der Datei nehmen.',
  'It is kept in a keychain that cannot be asked here.': 'Er liegt in einem Schlüsselbund, der hier nicht gefragt werden kann.',
  'It is one line that starts with AGE-SECRET-KEY-1. Check whether it was copied whole.':
    'Er ist eine Zeile, die mit AGE-SECRET-KEY-1 beginnt. Nachsehen, ob er ganz kopiert wurde.',
  'It was given in SWIVEL_VAULT_KEY.': 'Er wurde in SWIVEL_VAULT_KEY gegeben.',
  'It was in a key file.': 'Er lag in einer Schlüsseldatei.',
  'Look again at the connections.': 'Die Verbindungen noch einmal ansehen.',
  'Make a new one instead.': 'Stattdessen eine neue anlegen.',
  'No connection is chosen.': 'Es ist keine Verbindung gewählt.',
  'Nothing was given to test.': 'Es wurde nicht gesagt, was geprüft werden soll.',
  'Open it again, then make your changes once more.': 'Noch einmal öffnen, dann die Änderungen noch einmal machen.',
  'Open it under Connections and fill it in again.': 'Unter Verbindungen öffnen und noch einmal ausfüllen.',
  'Open the connection and give it again.': 'Die Verbindung öffnen und es noch einmal eingeben.',
  'Take their right away (chmod 600). If somebody may have read it, change the passwords it protects.':
    'Ihnen das Recht nehmen (chmod 600). Wenn jemand sie gelesen haben kann, die Passwörter ändern, die sie schützt.',
  'The connection this step uses no longer exists.': 'Die Verbindung, die dieser Schritt benutzt, gibt es nicht mehr.',
  'The file does not say what kind of connection it needs, so none can be made.':
    'Die Datei sagt nicht, welche Art von Verbindung sie braucht; deshalb kann keine angelegt werden.',
  'The file with the key to the secrets, {{path}}, cannot be read.': 'Die Datei mit dem Schlüssel zu den Geheimnissen, {{path}}, kann nicht gelesen werden.',
  'The key to the secrets could not be fetched from {{title}}.': 'Der Schlüssel zu den Geheimnissen war nicht zu bekommen von: {{title}}.',
  'The key to the secrets could not be written to {{path}}.': 'Der Schlüssel zu den Geheimnissen konnte nicht nach {{path}} geschrieben werden.',
  'The key to the secrets in {{path}} can be read by other users of this machine, so it is not used.':
    'Der Schlüssel zu den Geheimnissen in {{path}} kann von anderen Benutzern dieses Rechners gelesen werden und wird deshalb nicht benutzt.',
  'The key to the secrets is at hand, so there is no need for a new one.': 'Der Schlüssel zu den Geheimnissen ist da; ein neuer ist nicht nötig.',
  'The key to the secrets is in the file {{file}}. Who can read that file and the workspace can read the secrets.':
    'Der Schlüssel zu den Geheimnissen liegt in der Datei {{file}}. Wer diese Datei und den Arbeitsbereich lesen kann, kann die Geheimnisse lesen.',
  'The key to the secrets is kept by {{keychain}}.': 'Den Schlüssel zu den Geheimnissen verwahrt: {{keychain}}.',
  'The key to the secrets is the one that Swivel was started with (SWIVEL_VAULT_KEY).':
    'Der Schlüssel zu den Geheimnissen ist der, mit dem Swivel gestartet wurde (SWIVEL_VAULT_KEY).',
  'The key to the secrets of this workspace is not here. {{was}}': 'Der Schlüssel zu den Geheimnissen dieses Arbeitsbereichs ist nicht hier. {{was}}',
  'The key to the secrets will be kept by {{keychain}}.': 'Den Schlüssel zu den Geheimnissen wird verwahren: {{keychain}}.',
  'The secret "{{name}}" cannot be opened: it was damaged, or does not belong here.':
    'Das Geheimnis „{{name}}“ lässt sich nicht öffnen: Es wurde beschädigt oder gehört nicht hierher.',
  'The secrets of this workspace were sealed with another key than the one that is at hand.':
    'Die Geheimnisse dieses Arbeitsbereichs wurden mit einem anderen Schlüssel versiegelt als dem, der da ist.',
  'The setting {{field}} of the connection is not valid: {{message}}.': 'Die Einstellung {{field}} der Verbindung ist nicht gültig: {{message}}.',
  'The settings of "{{name}}" for {{where}} cannot be understood.': 'Die Einstellungen von „{{name}}“ sind nicht zu verstehen ({{where}}).',
  'The test did not come to an end in a minute.': 'Die Prüfung kam in einer Minute nicht zum Ende.',
  'There is a connection "{{name}}" already.': 'Es gibt schon eine Verbindung „{{name}}“.',
  'There is no key in the file {{path}}.': 'In der Datei {{path}} ist kein Schlüssel.',
  'There is no kind of connection called {{kind}}.': 'Es gibt keine Art von Verbindung namens {{kind}}.',
  'There is no place for the key to the secrets.': 'Es gibt keinen Platz für den Schlüssel zu den Geheimnissen.',
  'There is no such connection in this workspace.': 'Eine solche Verbindung gibt es in diesem Arbeitsbereich nicht.',
  'Unlock it and try again. On another machine, or as another user, the secrets have to be given again.':
    'Ihn aufschließen und noch einmal versuchen. Auf einem anderen Rechner oder als anderer Benutzer müssen die Geheimnisse noch einmal eingegeben werden.',
  'Use the version of Swivel it was made with, or a newer one.': 'Die Fassung von Swivel benutzen, mit der sie angelegt wurde, oder eine neuere.',
  'Was the workspace moved here? Bring its key along (SWIVEL_VAULT_KEY or the key file), or start over and give the secrets again.':
    'Ist der Arbeitsbereich hierher gezogen? Seinen Schlüssel mitbringen (SWIVEL_VAULT_KEY oder die Schlüsseldatei), oder neu beginnen und die Geheimnisse noch einmal eingeben.',
  'What was given as the key to the secrets is not a key.': 'Was als Schlüssel zu den Geheimnissen gegeben wurde, ist kein Schlüssel.',
  'With the first secret a key will be made in the file {{file}}. Who can read that file and the workspace can read the secrets.':
    'Mit dem ersten Geheimnis wird ein Schlüssel in der Datei {{file}} angelegt. Wer diese Datei und den Arbeitsbereich lesen kann, kann die Geheimnisse lesen.',
  'connection kind {{kind}} is registered twice': 'Die Verbindungsart {{kind}} ist zweimal angemeldet',
  'the keychain of this system': 'der Schlüsselbund dieses Systems',
  'the production environment': 'die Produktivumgebung',
  'the test environment': 'die Testumgebung',
  'there is no connection kind {{kind}}': 'es gibt keine Verbindungsart {{kind}}',
  'Choose one that "swivel connections export" has written.': 'Eine wählen, die „swivel connections export“ geschrieben hat.',
  'This is not a file of Swivel connections.': 'Das ist keine Datei mit Verbindungen von Swivel.',
  'A later time took its place while the flow could not run.': 'Eine spätere Zeit trat an seine Stelle, während der Ablauf nicht laufen konnte.',
  'Is a keychain waiting to be unlocked?': 'Wartet ein Schlüsselbund darauf, aufgeschlossen zu werden?',
  'The key to the secrets of its connections is being asked for.': 'Der Schlüssel zu den Geheimnissen seiner Verbindungen wird gerade geholt.',
  'Give a connection its password first.': 'Zuerst einer Verbindung ihr Passwort geben.',
  'It is also in the file {{file}}, for programs that cannot ask there. Who can read that file and the workspace can read the secrets.':
    'Er liegt auch in der Datei {{file}}, für Programme, die dort nicht fragen können. Wer diese Datei und den Arbeitsbereich lesen kann, kann die Geheimnisse lesen.',
  'Name another file in SWIVEL_VAULT_KEY_FILE before Swivel is started, then try again.':
    'Vor dem Start von Swivel in SWIVEL_VAULT_KEY_FILE eine andere Datei nennen, dann noch einmal versuchen.',
  'Open the workspace in the Swivel app, as the user who made it, and choose "Also keep the key in a file" under Connections; then it is found here too. Or give the key in SWIVEL_VAULT_KEY, or name its file in SWIVEL_VAULT_KEY_FILE.':
    'Den Arbeitsbereich in der Swivel-App öffnen, als der Benutzer, der ihn angelegt hat, und unter Verbindungen „Schlüssel auch in einer Datei aufbewahren“ wählen; dann wird er auch hier gefunden. Oder den Schlüssel in SWIVEL_VAULT_KEY angeben oder seine Datei in SWIVEL_VAULT_KEY_FILE nennen.',
  'The file {{file}} holds the key of another workspace, so this one was not written there.':
    'Die Datei {{file}} enthält den Schlüssel eines anderen Arbeitsbereichs; deshalb wurde dieser nicht dorthin geschrieben.',
  'There is no key yet: it is made with the first secret.': 'Es gibt noch keinen Schlüssel: Er entsteht mit dem ersten Geheimnis.',
};
