/** The step that sends records by HTTP: its form, and what it says while it is checked and at work. */
export const german: Readonly<Record<string, string>> = {
  '"{{name}}" is "{{value}}", which would lead to another path.': '„{{name}}“ ist „{{value}}“, was zu einem anderen Pfad führen würde.',
  '/employees/{EmpNo}': '/employees/{EmpNo}',
  'A form': 'Ein Formular',
  'A path in each result: something there means that the service did not take the record.':
    'Ein Pfad in jedem Ergebnis: Steht dort etwas, hat der Dienst den Datensatz nicht angenommen.',
  'A second time does nothing': 'Ein zweites Mal tut nichts',
  'A template': 'Eine Vorlage',
  'A value of a record can only stand here where each record is sent on its own.':
    'Ein Wert eines Datensatzes kann hier nur stehen, wo jeder für sich gesendet wird.',
  'Adds something there.': 'Fügt dort etwas hinzu.',
  'An API or a webhook of your own': 'Eine eigene Schnittstelle oder einen eigenen Webhook',
  'As a list. Only where the service takes one.': 'Als Liste. Nur wo der Dienst eine nimmt.',
  'As a web page sends it.': 'Wie eine Webseite es sendet.',
  'Behind the address of the connection. {Field} is a value of the record, {param.name} one of the flow.':
    'Hinter der Adresse der Verbindung. {Field} ist ein Wert des Datensatzes, {param.name} einer des Ablaufs.',
  'Between quotes, {Field} becomes the text of the value; elsewhere the value itself, a number as a number. No value can break out.':
    'Zwischen Anführungszeichen wird {Field} zum Text des Wertes, sonst zum Wert selbst, eine Zahl als Zahl. Kein Wert kann ausbrechen.',
  'Changes a part of what is there.': 'Ändert einen Teil dessen, was dort ist.',
  'Check commas, brackets and quotes of the template. {Field} needs no quotes.':
    'Kommas, Klammern und Anführungszeichen der Vorlage prüfen. {Field} braucht keine Anführungszeichen.',
  'Choose JSON, or one request for each record.': 'JSON wählen oder eine Anfrage je Datensatz.',
  'Choose one request for each record, or take the field out.': 'Eine Anfrage je Datensatz wählen oder das Feld herausnehmen.',
  'Choose the fields that the applet is to have.': 'Die Felder wählen, die das Applet bekommen soll.',
  'Clear it, or send several records at once.': 'Es leeren oder mehrere Datensätze auf einmal senden.',
  DELETE: 'DELETE',
  'Each record starts the Zap. The connection has the secret address of the hook.':
    'Jeder Datensatz startet den Zap. Die Verbindung hat die geheime Adresse des Hooks.',
  'Each record starts the flow "When an HTTP request is received". The connection has its secret address.':
    'Jeder Datensatz startet den Ablauf „Beim Empfang einer HTTP-Anforderung“. Die Verbindung hat dessen geheime Adresse.',
  'Each record starts the scenario. The connection has the secret address of the webhook.':
    'Jeder Datensatz startet das Szenario. Die Verbindung hat die geheime Adresse des Webhooks.',
  'Each request has a key that is the same in every try, so that the service can tell. Empty: none is sent.':
    'Jede Anfrage hat einen Schlüssel, der in jedem Versuch gleich ist, damit der Dienst es merkt. Leer: Keiner wird gesendet.',
  'For example: {"name": {Last name}, "note": "from {Town}"}': 'Zum Beispiel: {"name": {Last name}, "note": "aus {Town}"}',
  'Give it another value, or ask with it behind the question mark.': 'Ihm einen anderen Wert geben oder ihn hinter dem Fragezeichen verwenden.',
  'Header of the key': 'Kopf des Schlüssels',
  'IFTTT Webhooks': 'IFTTT Webhooks',
  'JSON of your own, with {Field} in it.': 'Eigenes JSON mit {Field} darin.',
  'Make, custom webhook': 'Make, eigener Webhook',
  'Most records at once': 'Höchstens zugleich',
  'None chosen: all of them.': 'Keines gewählt: alle.',
  'None of the three values is chosen: the event alone is sent.': 'Keiner der drei Werte ist gewählt: Gesendet wird nur das Ereignis.',
  'Nothing secret: the connection signs in. {Field} is a value of the record.':
    'Nichts Geheimes: Die Verbindung meldet an. {Field} ist ein Wert des Datensatzes.',
  'One request for': 'Eine Anfrage für',
  'One request would be sent to {{title}}.': 'Eine Anfrage ginge an {{title}}.',
  'Only these fields': 'Nur diese Felder',
  PATCH: 'PATCH',
  PUT: 'PUT',
  'Path to the results': 'Weg zu den Ergebnissen',
  'Power Automate': 'Power Automate',
  'Put behind the question mark. {Field} is a value of the record.': 'Hinter dem Fragezeichen. {Field} ist ein Wert des Datensatzes.',
  'Puts it in the place of what is there.': 'Setzt es an die Stelle dessen, was dort ist.',
  'Rejected if there is': 'Abgelehnt, wenn da ist',
  'Results of single records': 'Ergebnisse einzelner Datensätze',
  'Results of single records are only looked for where several are sent at once.':
    'Nach Ergebnissen einzelner Datensätze wird nur gesehen, wo mehrere auf einmal gesendet werden.',
  'Send by HTTP': 'Per HTTP senden',
  'Send to': 'Senden an',
  'Sends records to an API or a webhook: IFTTT, Zapier, Make, Power Automate, or your own.':
    'Sendet Datensätze an eine Schnittstelle oder einen Webhook: IFTTT, Zapier, Make, Power Automate oder einen eigenen.',
  'Sent twice?': 'Zweimal gesendet?',
  'Several records': 'Mehrere Datensätze',
  'Several records at once are sent as JSON.': 'Mehrere Datensätze auf einmal werden als JSON gesendet.',
  'Takes it away.': 'Nimmt es weg.',
  Template: 'Vorlage',
  'The fields of the record by their names.': 'Die Felder des Datensatzes unter ihren Namen.',
  'The header {{name}} would hold a line break or another character that no header can hold.':
    'Der Kopf {{name}} enthielte einen Zeilenumbruch oder ein anderes Zeichen, das in keinem Kopf stehen kann.',
  'The list is sent as { name: [ … ] }. Empty: as it is.': 'Die Liste wird als { name: [ … ] } gesendet. Leer: wie sie ist.',
  'The record has no field "{{missing}}", which the request needs.': 'Der Datensatz hat kein Feld „{{missing}}“, das die Anfrage braucht.',
  'The service knows the key again, or the same request (PUT, DELETE) changes nothing a second time. Then a request without an answer is sent again; otherwise you are asked.':
    'Der Dienst kennt den Schlüssel wieder, oder dieselbe Anfrage (PUT, DELETE) ändert beim zweiten Mal nichts. Dann wird eine Anfrage ohne Antwort wieder gesendet; sonst wird gefragt.',
  'The template of the body is empty.': 'Die Vorlage des Inhalts ist leer.',
  'This cannot be the name of a header.': 'So kann ein Kopf nicht heißen.',
  'Up to three values for an event. The connection has the secret address …/trigger/{event}/with/key/….':
    'Bis zu drei Werte zu einem Ereignis. Die Verbindung hat die geheime Adresse …/trigger/{event}/with/key/….',
  'Usually it is Idempotency-Key.': 'Üblich ist Idempotency-Key.',
  'Value 1': 'Wert 1',
  'Value 2': 'Wert 2',
  'Value 3': 'Wert 3',
  'What is sent': 'Was gesendet wird',
  'What the template makes of this record is not JSON.': 'Was die Vorlage aus diesem Datensatz macht, ist kein JSON.',
  'Where the answer to several records has a list with a result for each, in their order.':
    'Wo die Antwort auf mehrere Datensätze eine Liste mit einem Ergebnis für jeden hat, in ihrer Reihenfolge.',
  'Zapier Catch Hook': 'Zapier Catch Hook',
  'each record': 'jeder Datensatz',
  error: 'error',
  items: 'items',
  results: 'results',
  'up to {{batch}} records at once': 'bis zu {{batch}} Datensätze auf einmal',
  '{"name": {Last name}, "note": "from {Town}"}': '{"name": {Last name}, "note": "aus {Town}"}',
  '{{how}} to {{TITLES}}': '{{>how}} an {{TITLES}}',
  '{{method}} to the address itself, {{how}}': '{{method}} an die Adresse selbst, {{>how}}',
  '{{sent}} requests would be sent to {{title}}.': '{{sent}} Anfragen gingen an {{title}}.',
  '{{target}} answered without a result for each of the {{n}} records, so all of them count as taken.':
    '{{target}} antwortete ohne ein Ergebnis für jeden der {{n}} Datensätze, also gelten alle als angenommen.',
  '{{target}} did not take the record: {{text}}': '{{target}} nahm den Datensatz nicht an: {{text}}',
};
