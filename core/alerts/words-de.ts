import type { AlertWords } from './alert-words.ts';

/** The messages in German. */
export const german: AlertWords = {
  kinds: {
    'run-failed': {
      title: '{flow} ist gescheitert',
      what: '„{flow}“ hat vor dem Ende angehalten.\n{message}\nDas geschah im Schritt „{step}“.\nIm Lauf ging es um die Datei {source}.',
      todo: '{hint}\nDen Lauf in Swivel öffnen: Dort steht, was bis dahin gelesen und geschrieben wurde.\nWenn die Ursache behoben ist, den Lauf auf seiner Seite wiederholen: Was er schon geliefert hat, wird nicht noch einmal geliefert.',
    },
    'run-interrupted': {
      title: '{flow} wurde unterbrochen',
      what: '„{flow}“ lief noch, als Swivel oder der Rechner anhielt.\nBeim nächsten Start von Swivel wurde der Lauf als unterbrochen vermerkt.\nIm Lauf ging es um die Datei {source}.',
      todo: 'Den Lauf in Swivel öffnen und nachsehen, ob ein Schreibvorgang als unbekannt vermerkt ist. Wenn ja, das Ziel prüfen und dort antworten.\nDann den Ablauf noch einmal starten oder den nächsten Start abwarten.',
    },
    'run-rejects': {
      title: '{flow}: {rejected} von {read} Datensätzen abgewiesen',
      what: 'Der Lauf von „{flow}“ ist zu Ende, hat aber {rejected} von {read} Datensätzen abgewiesen. Erlaubt sind {limit}.\nDie anderen Datensätze wurden wie immer verarbeitet.\nIm Lauf ging es um die Datei {source}.',
      todo: 'Den Lauf in Swivel öffnen und die Abgewiesenen ansehen: Bei jedem steht der Grund.\nSie dort berichtigen und wiederholen, oder die Daten beim Absender berichtigen lassen.',
    },
    'check-failed': {
      title: '{flow}: Die Prüfung „{check}“ ist gescheitert',
      what: 'In „{flow}“ hat die Prüfung „{check}“ nicht gestimmt.\n{message}\nDer Lauf hat {rejected} von {read} Datensätzen abgewiesen.\nIm Lauf ging es um die Datei {source}.',
      todo: 'Den Lauf in Swivel öffnen und vergleichen, was die Prüfung fand und was erwartet war.\nStimmen die Daten und ist die Prüfung zu eng, die Prüfung ändern. Sonst beim Absender nachfragen.',
    },
    'arrival-missing': {
      title: 'Es ist keine Datei gekommen: {expected}',
      what: 'Die Datei {expected} sollte bis {dueAt} da sein und ist nicht gekommen.\n„{flow}“ wartet darauf; Neues wurde daraus also nicht weitergegeben.\nErwartet wird sie als „{called}“.\nGesucht wurde sie in {place}.\nDieser Ordner wird über die Verbindung „{connection}“ erreicht.',
      todo: 'Beim Absender fragen, ob die Datei erzeugt wurde und wann sie kommt.\nNachsehen, ob sie in einem anderen Ordner liegt oder anders heißt als {expected}.\nSobald sie da ist, nimmt „{flow}“ sie von selbst auf, und es kommt die Nachricht, dass alles gut ist. Soll heute keine kommen, diese Meldung in Swivel bestätigen.',
    },
    'arrival-late': {
      title: 'Eine Datei kam zu spät: {file}',
      what: 'Die Datei {file} kam um {cameAt}. Erwartet war sie bis {dueAt}.\n„{flow}“ hat sie aufgenommen.',
      todo: 'Nachsehen, ob alles, was nach „{flow}“ kommt, die neuen Daten noch rechtzeitig hatte.\nKommt die Datei oft zu spät, mit dem Absender eine andere Zeit vereinbaren oder in Swivel die Frist ändern.',
    },
    'arrival-empty': {
      title: 'Eine Datei ist leer: {file}',
      what: 'Die Datei {file} kam um {cameAt}, und es steht nichts darin.\nErwartet waren Daten für „{flow}“.',
      todo: 'Den Absender um die Datei mit den Daten bitten: Ein gescheiterter Export hinterlässt oft eine leere Datei.\nGab es wirklich nichts zu senden, diese Meldung in Swivel bestätigen.',
    },
    'arrival-truncated': {
      title: 'Eine Datei ist nicht vollständig: {file}',
      what: 'Die Datei {file} kam um {cameAt}, scheint aber nur ein Teil dessen zu sein, was gesendet wurde.\nSie hat {bytes} Bytes. Üblich sind {usual}.\n{message}',
      todo: 'Die ganze Datei noch einmal senden lassen.\nIn Swivel nachsehen, was aus dem Teil wurde, der kam, bevor jemand damit arbeitet.',
    },
    'arrival-repeated': {
      title: 'Dieselbe Datei kam noch einmal: {file}',
      what: 'Die Datei {file} kam um {cameAt}. Der Inhalt ist derselbe wie der von {earlierAt}.\nDie neuen Daten für „{flow}“ fehlen also noch.',
      todo: 'Den Absender um die neue Datei bitten: Oft wurde ein alter Export noch einmal gesendet.\nHat sich seither nichts geändert, diese Meldung in Swivel bestätigen.',
    },
    'arrival-unusual': {
      title: 'Eine Datei ist anders als sonst: {file}',
      what: 'Die Datei {file} kam um {cameAt} und ist anders als die davor.\n{message}',
      todo: 'Die Datei oder ihren Lauf in Swivel öffnen und nachsehen, ob alles stimmt.\nWenn ja, diese Meldung bestätigen; sehen Dateien künftig so aus, in Swivel ändern, was erwartet wird.',
    },
    'trigger-dead': {
      title: '{flow} wird nicht mehr gestartet',
      what: 'Der Auslöser „{trigger}“ von „{flow}“ arbeitet nicht, deshalb wird der Ablauf nicht gestartet.\n{message}\nZuletzt arbeitete er um {lastAt}.',
      todo: 'Den Ablauf in Swivel öffnen: Sein Auslöser ist rot und sagt, was nicht stimmt.\nBis er wieder arbeitet, den Ablauf von Hand starten, wo er gebraucht wird.',
    },
  },
  headWhat: 'Was geschehen ist',
  headTodo: 'Was zu tun ist',
  headDetails: 'Einzelheiten',
  flow: 'Ablauf',
  run: 'Lauf',
  when: 'Wann',
  again: 'Das ist seit {openedAt} {count} Mal geschehen. Für alle gibt es nur eine Nachricht.',
  place: 'In Swivel: Meldungen',
  inSwivel: 'In Swivel öffnen',
  recovered: {
    title: 'Wieder gut: {title}',
    what: 'Was um {openedAt} gemeldet wurde, ist seit {closedAt} vorbei.\nEs war {count} Mal geschehen.',
    todo: 'Es ist nichts zu tun.',
  },
  summary: {
    one: 'Während der Ruhe: {title}',
    many: 'Während der Ruhe: {count} Meldungen',
    what: 'Das kam zwischen {firstAt} und {lastAt} und wurde wegen der Ruhezeit zurückgehalten:',
    over: 'vorbei seit {closedAt}',
  },
  test: {
    title: 'Testnachricht von Swivel',
    what: 'Das ist ein Test. Wer ihn lesen kann, wird über „{channel}“ erreicht.',
  },
  locale: 'de-DE',
  day: 'd. MMMM yyyy',
  afterTime: ' Uhr',
};
