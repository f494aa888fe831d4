/** What the plan of a replay says. */
export const german: Readonly<Record<string, string>> = {
  '(and {{many}} more)': '(und {{many}} mehr)',
  ', and only what it read then': ', und nur was er damals las',
  'A key has {{many}} part, but {{many2}} key fields are named.': 'Ein Schlüssel hat {{many}} Teil, aber {{many2}} Schlüsselfelder sind genannt.',
  'A key has {{many}} parts, but {{many2}} key fields are named.': 'Ein Schlüssel hat {{many}} Teile, aber {{many2}} Schlüsselfelder sind genannt.',
  'A later run has read on from where this one began, so what {{name}} read then may have been delivered already.':
    'Ein späterer Lauf las dort weiter, wo dieser begann; was {{name}} damals las, ist vielleicht schon geliefert.',
  'Adds the replayed records{{target}}. That run wrote {{delivered}} others there.':
    'Fügt die wiederholten Datensätze hinzu{{>target}}. Jener Lauf schrieb dort {{>delivered}} andere.',
  'All others are': 'Alle anderen werden',
  'All {{#kept}} record are': 'Alle {{#kept}} Datensatz werden',
  'All {{#kept}} records are': 'Alle {{#kept}} Datensätze werden',
  'Computes again with all records of that run, since what becomes of one depends on the others. Only the replayed ones go on.':
    'Rechnet noch einmal mit allen Datensätzen jenes Laufs, weil das Ergebnis für einen von den anderen abhängt. Nur die wiederholten gehen weiter.',
  'Computes again with all records of that run. Only groups that hold a replayed record go on. Also sent: {{also}}.':
    'Rechnet noch einmal mit allen Datensätzen jenes Laufs. Nur Gruppen mit einem wiederholten Datensatz gehen weiter. Mitgesendet: {{>also}}.',
  'Computes again with the records of its other input. Only results that hold a replayed record go on.':
    'Rechnet noch einmal mit den Datensätzen seiner anderen Eingabe. Nur Ergebnisse mit einem wiederholten Datensatz gehen weiter.',
  'Computes again, but only from the replayed records: its results are parts, not the whole.':
    'Rechnet noch einmal, aber nur aus den wiederholten Datensätzen: Seine Ergebnisse sind Teile, nicht das Ganze.',
  'Computes again.': 'Rechnet noch einmal.',
  'Gives none of the replayed records.': 'Gibt keinen der wiederholten Datensätze.',
  'Gives none of the replayed records. Nothing is read.': 'Gibt keinen der wiederholten Datensätze. Nichts wird gelesen.',
  'Gives {{byHand}} as they were written by hand. Nothing outside is read.': 'Gibt {{>byHand}}, wie von Hand geschrieben. Nichts wird von außen gelesen.',
  'It is not clear in which source the keys are to be looked for.': 'Es ist nicht klar, in welcher Quelle die Schlüssel gesucht werden sollen.',
  'Keep the input in the settings of the flow, without hidden fields.':
    'Bewahren Sie die Eingabe in den Einstellungen des Ablaufs auf, ohne verborgene Felder.',
  'Keys that are not found are skipped.': 'Nicht gefundene Schlüssel werden übergangen.',
  'Looks for {{#many}} key in {{fields}} among': 'Sucht {{#many}} Schlüssel in {{fields}} unter',
  'Looks for {{#many}} keys in {{fields}} among': 'Sucht {{#many}} Schlüssel in {{fields}} unter',
  'Name one of: {{names}}.': 'Eine davon nennen: {{names}}.',
  'Name the key fields and the keys of the records.': 'Die Schlüsselfelder und die Schlüssel der Datensätze nennen.',
  'No keys were given.': 'Keine Schlüssel sind angegeben.',
  'No records were chosen.': 'Keine Datensätze sind gewählt.',
  'No rejected record is left to be replayed.': 'Kein abgewiesener Datensatz ist mehr zu wiederholen.',
  'Nobody knows whether that run wrote {{unknown}}{{target}}: look there first. They may be there twice afterwards.':
    'Ungewiss ist, ob jener Lauf {{>unknown}} schrieb{{>target}}: zuerst dort nachsehen. Danach sind sie vielleicht zweimal dort.',
  'Reads again outside, as it is now{{span}}, and takes {{chosen}} by position.{{others}}{{hand}}':
    'Liest noch einmal von außen, wie es jetzt ist{{>span}}, und nimmt {{>chosen}} nach der Position.{{>others}}{{>hand}}',
  'Reads again outside, as it is now{{span}}. Gives none of the replayed records.{{others}}{{hand}}{{why}}':
    'Liest noch einmal von außen, wie es jetzt ist{{>span}}. Gibt keinen der wiederholten Datensätze.{{>others}}{{>hand}}{{>why}}',
  'Reads again outside, as it is now{{span}}.{{why}}': 'Liest noch einmal von außen, wie es jetzt ist{{>span}}.{{>why}}',
  'Reads again outside. {{keys}}what is there now.{{others}}{{why}}': 'Liest noch einmal von außen. {{>keys}}dem, was jetzt dort ist.{{>others}}{{>why}}',
  'Replaces what was written{{target}}: only the replayed records will be there.':
    'Ersetzt, was geschrieben wurde{{>target}}: Nur die wiederholten Datensätze sind dann dort.',
  'Replay everything, or let the flow keep what is read from now on.': 'Alles wiederholen oder ab jetzt aufheben lassen, was gelesen wird.',
  'Sends what was not sent before. {{parts}}.': 'Sendet, was noch nicht gesendet wurde. {{>parts}}.',
  'Since that run {{changed}} was changed or removed.': 'Seit jenem Lauf wurde {{changed}} geändert oder entfernt.',
  'Since that run {{changed}} were changed or removed.': 'Seit jenem Lauf wurden {{>changed}} geändert oder entfernt.',
  'Steps that remember something from run to run neither use it in this replay nor change it.':
    'Schritte, die sich von Lauf zu Lauf etwas merken, verwenden es in dieser Wiederholung nicht und ändern es nicht.',
  'Takes the corrected values of {{corrected}}, then computes again.': 'Nimmt die berichtigten Werte ({{>corrected}}), rechnet dann noch einmal.',
  'Takes what arrived here in that run ({{kept}} kept).': 'Nimmt, was in jenem Lauf hier ankam ({{>kept}} aufgehoben).',
  'Takes what arrived here in that run ({{kept}} kept). {{gathers}}': 'Nimmt, was in jenem Lauf hier ankam ({{>kept}} aufgehoben). {{>gathers}}',
  'Takes {{#chosen}} of {{kept}} from what that run kept.': 'Nimmt {{#chosen}} von {{>kept}} aus dem, was jener Lauf aufhob.',
  'Takes {{what}} from what that run kept. Nothing outside is read.{{hand}}':
    'Nimmt {{>what}} aus dem, was jener Lauf aufhob. Nichts wird von außen gelesen.{{>hand}}',
  'That run already wrote {{delivered}}{{target}}: they will be there twice.':
    'Jener Lauf schrieb schon {{>delivered}}{{>target}}: Danach sind sie zweimal dort.',
  'That run wrote {{delivered}}{{target}}, and the replayed ones may be among them: those will be there twice.':
    'Jener Lauf schrieb {{>delivered}}{{>target}}, und die wiederholten sind vielleicht darunter: Diese sind dann zweimal dort.',
  'The flow is not in this workspace as it is now, so it is replayed as it was then.':
    'Der jetzige Ablauf ist nicht in diesem Arbeitsbereich; er wird so wiederholt, wie er damals war.',
  'The other {{#Math}} are': 'Die anderen {{#Math}} werden',
  'The way of this record cannot be worked out again, because it was not kept as it was read.':
    'Der Weg dieses Datensatzes lässt sich nicht noch einmal berechnen, weil er nicht so aufbewahrt wurde, wie er gelesen wurde.',
  'This run cannot be replayed.': 'Dieser Lauf lässt sich nicht wiederholen.',
  'This run is still going on. Wait until it is over, or cancel it.': 'Dieser Lauf ist noch im Gang. Warten, bis er vorbei ist, oder ihn abbrechen.',
  'This was a rehearsal: it wrote nothing and kept no input. Run the flow instead.':
    'Dies war eine Probe: Sie schrieb nichts und hob keine Eingabe auf. Stattdessen den Ablauf ausführen.',
  'What arrived at {{name}} in that run {{kept}}, so it cannot be replayed from there. Replay it from the sources, or let the flow keep the data of every step.':
    'Was in jenem Lauf bei {{name}} ankam, {{>kept}}; von dort lässt es sich nicht wiederholen. Ab den Quellen wiederholen oder die Daten jedes Schritts aufheben lassen.',
  'What it read then {{capture}}.': 'Was er damals las, {{>capture}}.',
  'What {{name}} gives may differ from that run: records that were rejected then arrive there now, and count.':
    'Was {{name}} ergibt, kann von jenem Lauf abweichen: Damals abgewiesene Datensätze kommen jetzt dort an und zählen.',
  'What {{name}} gives may differ from that run: the flow was changed since, and other records may arrive there.':
    'Was {{name}} ergibt, kann von jenem Lauf abweichen: Der Ablauf wurde seither geändert, und dort kommen vielleicht andere Datensätze an.',
  'What {{name}} read {{capture}}, so it is read again outside.': 'Was {{name}} las, {{>capture}}; es wird noch einmal von außen gelesen.',
  'What {{name}} read {{capture}}, so the records are found again by their position. It must be the same file or table.':
    'Was {{name}} las, {{>capture}}; die Datensätze werden nach ihrer Position wiedergefunden. Es muss dieselbe Datei oder Tabelle sein.',
  'When a key is not found, the replay stops before anything is written.':
    'Wird ein Schlüssel nicht gefunden, hält die Wiederholung an, bevor etwas geschrieben wird.',
  'Write one value for each of: {{fields}}.': 'Für jedes einen Wert schreiben: {{fields}}.',
  'Writes again{{target}}. That run wrote {{delivered}}; writing them again changes nothing more.':
    'Schreibt noch einmal{{>target}}. Jener Lauf schrieb {{>delivered}}; sie noch einmal zu schreiben ändert nichts weiter.',
  'Writes for the first time: that run delivered nothing here.': 'Schreibt zum ersten Mal: Jener Lauf lieferte hier nichts.',
  'Writes nothing: it was decided to leave it at what that run did.': 'Schreibt nichts: Es wurde entschieden, es bei dem zu belassen, was jener Lauf tat.',
  'Writes; repeating it would do no harm.': 'Schreibt; es zu wiederholen würde nicht schaden.',
  'it is set otherwise now': 'er ist jetzt anders eingestellt',
  'nobody can tell whether it would give the same again': 'ungewiss ist, ob er wieder dasselbe ergäbe',
  'only in part': 'nur teilweise',
  'only in part ({{#records}} of {{#passed}} record)': 'nur teilweise ({{#records}} von {{#passed}} Datensatz)',
  'only in part ({{#records}} of {{#passed}} records)': 'nur teilweise ({{#records}} von {{#passed}} Datensätzen)',
  'the other records of the same groups': 'die anderen Datensätze derselben Gruppen',
  'to {{target}}': 'in {{target}}',
  'was kept with personal fields hidden ({{masked}})': 'wurde mit verborgenen persönlichen Feldern ({{masked}}) aufgehoben',
  'was kept {{part}}, because the disk failed or was full': 'wurde {{>part}} aufgehoben, weil die Platte versagte oder voll war',
  'The files that {{name}} read then stay where they are for now: the next run puts them away and does not read them.':
    'Die Dateien, die {{name}} damals gelesen hat, bleiben vorerst liegen: Der nächste Lauf räumt sie weg und liest sie nicht.',
  'was kept {{part}}, because the run ended early': 'wurde {{>part}} aufgehoben, weil der Lauf vorzeitig endete',
  'was kept only as far as it went ({{#records}} record), because the run ended early':
    'wurde nur so weit aufgehoben, wie es kam ({{#records}} Datensatz), weil der Lauf vorzeitig endete',
  'was kept only as far as it went ({{#records}} records), because the run ended early':
    'wurde nur so weit aufgehoben, wie es kam ({{#records}} Datensätze), weil der Lauf vorzeitig endete',
  'was kept {{part}}, because the space for kept data was used up': 'wurde {{>part}} aufgehoben, weil der Platz für aufgehobene Daten verbraucht war',
  'was kept, but has been removed since, as the settings say': 'wurde aufgehoben, aber seither wie eingestellt entfernt',
  'was not kept': 'wurde nicht aufgehoben',
  '{{#chosen}} of {{kept}}': '{{#chosen}} von {{>kept}}',
  '{{#others}} other record of the same groups': '{{#others}} anderer Datensatz derselben Gruppen',
  '{{#others}} other records of the same groups': '{{#others}} andere Datensätze derselben Gruppen',
  '{{byHand}} more are given as written by hand.': '{{>byHand}} weitere werden gegeben, wie von Hand geschrieben.',
  '{{byHand}} more is given as written by hand.': '{{>byHand}} weiterer wird gegeben, wie von Hand geschrieben.',
  '{{changed}} are not as then': '{{>changed}} sind nicht wie damals',
  '{{changed}} is not as then': '{{changed}} ist nicht wie damals',
  '{{corrected}} are taken with the values that were corrected by hand.': '{{>corrected}} werden mit den von Hand berichtigten Werten genommen.',
  '{{corrected}} is taken with the values that were corrected by hand.': '{{>corrected}} wird mit den von Hand berichtigten Werten genommen.',
  '{{keys}}what that run kept.': '{{>keys}}dem, was jener Lauf aufhob.',
  '{{keys}}{{kept}} which that run kept. Nothing outside is read.': '{{>keys}}{{>kept}}, die jener Lauf aufhob. Nichts wird von außen gelesen.',
  '{{left}} of which nobody knows are left, as was decided': '{{>left}}, von denen es ungewiss ist, werden belassen, wie entschieden',
  '{{left}} of which nobody knows is left, as was decided': '{{>left}}, von dem es ungewiss ist, wird belassen, wie entschieden',
  '{{name}} goes on from run to run. In this replay it begins as if it never had, so what it gives may differ from that run.':
    '{{name}} macht von Lauf zu Lauf weiter. In dieser Wiederholung beginnt er, als wäre nie etwas gewesen; was er ergibt, kann von jenem Lauf abweichen.',
  '{{name}} makes one record of several, so {{also}} are sent with the replayed ones.':
    '{{name}} macht aus mehreren Datensätzen einen; mit den wiederholten werden daher auch gesendet: {{>also}}.',
  '{{name}} makes one record of several, so {{also}} is sent with the replayed ones.':
    '{{name}} macht aus mehreren Datensätzen einen; mit den wiederholten wird daher auch gesendet: {{>also}}.',
  '{{name}} makes one record of several. Only the replayed records arrive there, so what it gives is made of these alone, without the records that went well.':
    '{{name}} macht aus mehreren Datensätzen einen. Nur die wiederholten kommen dort an; was er ergibt, entsteht allein aus ihnen, ohne die gut verlaufenen.',
  '{{name}} refused records while reading, so they are read again where they come from, by their position. It must be the same file or table.':
    '{{name}} wies beim Lesen Datensätze ab; sie werden dort, wo sie herkommen, nach ihrer Position noch einmal gelesen. Es muss dieselbe Datei oder Tabelle sein.',
  '{{name}} replaces everything that is there: afterwards it holds only the replayed records.':
    '{{name}} ersetzt alles, was dort ist: Danach enthält es nur die wiederholten Datensätze.',
  '{{others}} only read along, since {{names}} need them, and not counted.': '{{>others}} nur mitgelesen, weil {{>names}} sie brauchen, und zählen nicht.',
  '{{others}} only read along, since {{names}} needs them, and not counted.': '{{>others}} nur mitgelesen, weil {{names}} sie braucht, und zählen nicht.',
  '{{own}} {{others}} Nothing outside is read.{{hand}}': '{{>own}} {{>others}} Nichts wird von außen gelesen.{{>hand}}',
  '{{resent}} of which nobody knows are sent again, as was decided: they may arrive twice':
    '{{>resent}}, von denen es ungewiss ist, werden noch einmal gesendet, wie entschieden: Sie kommen vielleicht zweimal an',
  '{{resent}} of which nobody knows is sent again, as was decided: it may arrive twice':
    '{{>resent}}, von dem es ungewiss ist, wird noch einmal gesendet, wie entschieden: Er kommt vielleicht zweimal an',
  '{{sent}} sent before are not sent again': '{{>sent}}, schon gesendet, werden nicht noch einmal gesendet',
  '{{sent}} sent before is not sent again': '{{>sent}}, schon gesendet, wird nicht noch einmal gesendet',
  '{{step}} needs the other records too that {{name}} read in that run. What it read {{capture}}, and {{why}}.':
    '{{step}} braucht auch die anderen Datensätze, die {{name}} in jenem Lauf las. Was er las, {{>capture}}, und {{>why}}.',
};
