import { PARAMETER_TEXT } from '../core/formula/functions/function-spec.ts';
import type { ReferenceWords } from '../core/formula/reference.ts';
import { german } from '../renderer/i18n/german.ts';

const INTRODUCTION = `# Formeln

Diese Seite entsteht aus der Tabelle der Funktionen durch \`scripts/formula-reference.ts\`; ein Test schlägt fehl, solange sie veraltet ist.

Eine Formel berechnet für jeden Datensatz einen Wert. Sie sieht aus und wirkt wie eine Formel in Excel; ein \`=\` davor ist erlaubt.

## Formeln schreiben

| | |
| --- | --- |
| Feld | \`[Last name]\`; Namen gelten genau, Großbuchstaben zählen. Ein Wert in einem anderen: \`[address.city]\`, \`[lines[0].sku]\`; was nicht da ist, ist leer. Ein Name, auf eine Liste angewandt, gibt die Liste dieses Teils: \`SUM([lines.price])\`. Ein umgekehrter Schrägstrich nimmt das nächste Zeichen eines Namens, wie es ist: \`[a\\]b]\`, \`[a\\.b]\`. Ein Feld, das wirklich \`address.city\` heißt, geht einem Pfad vor. |
| Text | \`"Ms"\`; ein doppeltes Anführungszeichen darin wird zweimal geschrieben. |
| Zahl | \`12\`, \`0.5\`, \`1E6\`; immer mit einem Punkt. |
| Konstanten | \`TRUE\`, \`FALSE\`, \`NULL\` (leer). |
| Liste | \`{"a", "b"}\` |
| Werte einer Funktion | zwischen Kommas oder Semikolons; ein ausgelassener ist leer. |
| Operatoren | vom lockersten an: \`= <> < <= > >=\`, \`&\` (verbindet Texte), \`+ -\`, \`* /\`, \`^\`, Vorzeichen, \`%\`. Wie in Excel ist \`-2^2\` gleich 4 und \`2^3^2\` gleich 64. |

Eine Formel darf 32.000 Zeichen haben und 64 Klammern ineinander.

## Regeln

**Leer.** NULL und der Text ohne Zeichen sind beide leer. Beim Rechnen ist ein leerer Wert 0. Ein leeres Datum gibt ein leeres Ergebnis. \`=\` ist für einen leeren Wert nur TRUE,
wenn auch der andere leer ist; \`<\`, \`>\`, \`<=\`, \`>=\` sind dann FALSE. (Excel nimmt dort eine leere Zelle für 0: \`[a] = 0\` ist hier FALSE, wenn a leer ist.)

**Zahlen im Text.** \`"12"\`, \`" 1.5 "\` und \`"1e3"\` zählen beim Rechnen als Zahlen; TRUE ist 1, FALSE ist 0. Jeder andere Text, etwa \`"abc"\`, \`"1,234"\` oder \`"12 kg"\`, schlägt fehl, und
der Datensatz wird mit Feld und Wert abgewiesen. \`NUMBER.PARSE\` liest anders geschriebene Zahlen.

**Genauigkeit.** Ganze Zahlen sind in \`+ - *\` genau, gleich wie groß. Brüche werden wie in Excel mit 15 bis 17 Stellen berechnet und vom Rauschen binärer Brüche befreit: \`0.1 + 0.2\` ist
0.3, \`100.1 - 100\` ist 0.1. Für Geld sind Felder vom Typ Dezimalzahl oder \`DECIMAL\` da: Sie sind in \`+ - *\` auf 64 Stellen genau, Teilungen haben 28 Stellen, und eine Zahl mit einer
Dezimalzahl gibt eine Dezimalzahl. Dezimalzahlen gehen ohne Nullen am Ende weiter (12.5, nicht 12.50); für eine feste Zahl von Stellen \`TEXT([price], "0.00")\` schreiben. Hälften werden von null weg gerundet.

**Vergleichen.** Texte werden ohne Rücksicht auf Großbuchstaben verglichen, wie in Excel; \`EXACT\` vergleicht Zeichen für Zeichen. Eine Zahl und ein Text sind gleich, wenn sich der Text als
diese Zahl liest. Zwei Texte sind nur als Texte gleich ("007" ist nicht "7"); mit \`<\` und \`>\` werden zwei Texte, die sich beide als Zahlen lesen, als Zahlen verglichen, andere Zeichen für
Zeichen. Eine Zahl und einen Text, der keine ist, zu ordnen schlägt fehl. Daten werden als Daten verglichen: Der Kalender entscheidet, und Zeitpunkte (mit Versatz) danach, was zuerst geschah.

**Bedingungen.** TRUE, der Text \`true\` und Zahlen außer 0 gelten; FALSE, der Text \`false\`, 0 und Leeres nicht; jeder andere Text schlägt fehl. \`AND\`, \`OR\`, \`IF\`, \`IFS\`, \`SWITCH\`, \`CHOOSE\`,
\`COALESCE\` und \`IFERROR\` berechnen nur, was sie brauchen.

**Daten.** Daten werden 2026-01-31 geschrieben, Zeitpunkte 2026-01-31T08:15:00, mit oder ohne Versatz (\`Z\`, \`+01:00\`). \`Datum + 7\` ist eine Woche später, \`Datum - Datum\` sind Tage. Ein
Textfeld mit Daten braucht dafür \`DATEVALUE\` oder \`DATE.PARSE\`. Eine Zeit mit Versatz zeigen HOUR, DAY und dergleichen in der Zeitzone des Ablaufs; eine ohne gilt, wie sie steht. \`TODAY\`
und \`NOW\` sind der Beginn des Laufs. Zweistellige Jahre: 00 bis 29 sind 2000 bis 2029, 30 bis 99 sind 1930 bis 1999. Eine Ortszeit, über die die Uhren im Frühjahr springen, schlägt fehl;
eine, die im Herbst zweimal kommt, ist die erste.
Formate: \`d dd M MM MMM MMMM yy yyyy H HH h mm ss a\`; auch die Schreibweise von Excel (\`DD.MM.YYYY\`, \`dd.mm.yyyy\`) wird verstanden.

**Reguläre Ausdrücke** haben Klassen, Gruppen, Auswahlen und Wiederholungen, können aber nicht vor- oder zurückschauen und sich nicht zurückbeziehen; so kann kein Muster und kein Text einen
Lauf aufhalten. Muster haben höchstens 1.000 Zeichen; Texte von mehr als 200.000 Zeichen werden nicht durchsucht.

## Funktionen
`;

/** The reference page in German. */
export const GERMAN_REFERENCE: ReferenceWords = {
  introduction: INTRODUCTION,
  columns: ['Funktion', 'Was sie tut', 'Beispiele'],
  empty: '(leer)',
  say: (text) => german[text] ?? text,
  called: (name) => german[PARAMETER_TEXT + name] ?? name,
};
