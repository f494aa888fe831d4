/** What the functions of formulas do. */
export const german: Readonly<Record<string, string>> = {
  '1 for a positive number, -1 for a negative one, else 0.': '1 für eine positive Zahl, -1 für eine negative, sonst 0.',
  'A day; months and days beyond the end run over. Two-digit years: 00 to 29 are 2000 to 2029, 30 to 99 are 1930 to 1999.':
    'Ein Tag; Monate und Tage über das Ende hinaus laufen weiter. Zweistellige Jahre: 00 bis 29 sind 2000 bis 2029, 30 bis 99 sind 1930 bis 1999.',
  'A number in Roman numerals.': 'Eine Zahl in römischen Ziffern.',
  'A number to the power of another.': 'Eine Zahl hoch einer anderen.',
  'A random number, at least 0 and below 1; the same run repeated gives the same numbers.':
    'Eine Zufallszahl, mindestens 0 und unter 1; derselbe Lauf wiederholt gibt dieselben Zahlen.',
  'A random whole number, both ends included; the same run repeated gives the same numbers.':
    'Eine ganze Zufallszahl, beide Enden eingeschlossen; derselbe Lauf wiederholt gibt dieselben Zahlen.',
  'A time of day.': 'Eine Uhrzeit.',
  'A value out of a JSON text or a nested value; the path is written as in a field: address.city, lines[0].sku.':
    'Ein Wert aus einem JSON-Text oder einem verschachtelten Wert; der Pfad wird wie in einem Feld geschrieben: address.city, lines[0].sku.',
  'A whole number written to another base.': 'Eine ganze Zahl, in einem anderen Zahlensystem geschrieben.',
  'All items of a list as one text.': 'Alle Einträge einer Liste als ein Text.',
  'All letters as capitals.': 'Alle Buchstaben groß.',
  'All letters small.': 'Alle Buchstaben klein.',
  'All values as one text with a separator between them; lists are taken apart.':
    'Alle Werte als ein Text mit einem Trennzeichen dazwischen; Listen werden zerlegt.',
  'All values one after another as one text; lists are taken apart.': 'Alle Werte hintereinander als ein Text; Listen werden zerlegt.',
  'An angle in degrees, given in radians.': 'Ein Winkel in Grad, angegeben im Bogenmaß.',
  'An angle in radians, given in degrees.': 'Ein Winkel im Bogenmaß, angegeben in Grad.',
  'An exact decimal number, for money; rounded if places are given. What is computed from it stays exact. Empty stays empty.':
    'Eine genaue Dezimalzahl, für Geld; gerundet, wenn Stellen angegeben sind. Was daraus berechnet wird, bleibt genau. Leeres bleibt leer.',
  'As XLOOKUP, but takes the largest item that is not above the value; the list must rise. For steps such as tax brackets.':
    'Wie XLOOKUP, nimmt aber den größten Eintrag, der nicht über dem Wert liegt; die Liste muss steigen. Für Stufen wie Steuerklassen.',
  Conversion: 'Umwandlung',
  'Cuts a text at a separator into a list.': 'Schneidet einen Text an einem Trennzeichen in eine Liste.',
  'Cuts decimal places off.': 'Schneidet Dezimalstellen ab.',
  'Dates and times': 'Daten und Zeiten',
  'Day of the week. Kind 1 (if left out): Sunday is 1; kind 2: Monday is 1; kind 3: Monday is 0.':
    'Wochentag. Art 1 (wenn nicht angegeben): Sonntag ist 1; Art 2: Montag ist 1; Art 3: Montag ist 0.',
  'Days from Monday to Friday from start to end, both included, without the holidays.':
    'Tage von Montag bis Freitag vom Anfang bis zum Ende, beide eingeschlossen, ohne die Feiertage.',
  'Days from start to end.': 'Tage vom Anfang bis zum Ende.',
  'Double-declining depreciation of one period.': 'Geometrisch-degressive Abschreibung eines Zeitabschnitts.',
  'Fills up on the left to a length, with blanks if no character is given.':
    'Füllt links bis zu einer Länge auf, mit Leerzeichen, wenn kein Zeichen angegeben ist.',
  'Fills up on the right to a length, with blanks if no character is given.':
    'Füllt rechts bis zu einer Länge auf, mit Leerzeichen, wenn kein Zeichen angegeben ist.',
  Finance: 'Finanzen',
  'Finds the value in one list and gives the item at the same place of another; fails, or gives the last value, when it is not there.':
    'Findet den Wert in einer Liste und gibt den Eintrag an derselben Stelle einer anderen; schlägt fehl, wenn er nicht da ist, oder gibt dann den letzten Wert.',
  'Gives one value when a condition holds and another when it does not (FALSE if that is left out).':
    'Gibt einen Wert, wenn eine Bedingung gilt, und einen anderen, wenn nicht (FALSE, wenn dieser fehlt).',
  'Gives the first value that is not empty.': 'Gibt den ersten Wert, der nicht leer ist.',
  'Gives the result behind the case that equals the value; a single value at the end is the default.':
    'Gibt das Ergebnis hinter dem Fall, der dem Wert gleicht; ein einzelner Wert am Ende gilt für alle anderen.',
  'Gives the second value when the first cannot be computed.': 'Gibt den zweiten Wert, wenn sich der erste nicht berechnen lässt.',
  'Gives the second value when the first is empty.': 'Gibt den zweiten Wert, wenn der erste leer ist.',
  'Gives the value behind the first condition that holds; fails when none does.':
    'Gibt den Wert hinter der ersten Bedingung, die gilt; schlägt fehl, wenn keine gilt.',
  'How far two lists go together, -1 to 1.': 'Wie sehr zwei Listen zusammengehen, -1 bis 1.',
  'How many characters a person would count: an accented letter or an emoji is one.':
    'Wie viele Zeichen ein Mensch zählen würde: Ein Buchstabe mit Akzent oder ein Emoji ist eines.',
  'How many items a list has.': 'Wie viele Einträge eine Liste hat.',
  'How many numbers there are, texts that read as numbers included.': 'Wie viele Zahlen es sind, Texte eingeschlossen, die sich als Zahlen lesen.',
  'How many periods a loan takes.': 'Wie viele Zeitabschnitte ein Kredit dauert.',
  'How many values are empty.': 'Wie viele Werte leer sind.',
  'How many values are not empty.': 'Wie viele Werte nicht leer sind.',
  'In how many ways so many can be chosen.': 'Auf wie viele Arten sich so viele auswählen lassen.',
  'Lists and lookups': 'Listen und Nachschlagen',
  Logic: 'Logik',
  Numbers: 'Zahlen',
  'One part of a text that is cut at a separator: 1 is the first, -1 the last. Empty when there is no such part.':
    'Ein Teil eines Textes, der an einem Trennzeichen geschnitten wird: 1 ist der erste, -1 der letzte. Leer, wenn es keinen solchen Teil gibt.',
  'Position of a part in a text, from 1; capitals do not matter. Fails when it is not there.':
    'Position eines Teils in einem Text, ab 1; Groß- und Kleinschreibung ist gleich. Schlägt fehl, wenn er nicht da ist.',
  'Position of a part in a text, from 1; capitals matter. Fails when it is not there.':
    'Position eines Teils in einem Text, ab 1; Groß- und Kleinschreibung zählt. Schlägt fehl, wenn er nicht da ist.',
  'Reads a date with time written in another way, in a time zone (the flow’s if left out). A time that the clocks jump over in spring fails; one that comes twice in autumn is the first.':
    'Liest einen anders geschriebenen Zeitpunkt in einer Zeitzone (der des Ablaufs, wenn keine angegeben ist). Eine Zeit, über die die Uhren im Frühjahr springen, schlägt fehl; eine, die im Herbst zweimal kommt, ist die erste.',
  'Reads a day written in another way, for example dd.MM.yyyy or d MMM yyyy; the language (en if left out) is for names of months. Two-digit years as in DATE.':
    'Liest einen anders geschriebenen Tag, zum Beispiel dd.MM.yyyy oder d MMM yyyy; die Sprache (en, wenn keine angegeben ist) gilt für Namen der Monate. Zweistellige Jahre wie bei DATE.',
  'Reads a number written in another way; show the way with the number 1234.56. Exact to the last digit. Empty stays empty.':
    'Liest eine anders geschriebene Zahl; die Schreibweise wird mit der Zahl 1234.56 gezeigt. Bis zur letzten Stelle genau. Leeres bleibt leer.',
  'Replaces a text wherever it stands (capitals matter), or only its n-th appearance.':
    'Ersetzt einen Text überall (Groß- und Kleinschreibung zählt) oder nur sein n-tes Vorkommen.',
  'Replaces characters by their position.': 'Ersetzt Zeichen nach ihrer Position.',
  'Replaces everything that a regular expression finds; $1 in the new text is the first group, $$ a dollar sign.':
    'Ersetzt alles, was ein regulärer Ausdruck findet; $1 im neuen Text ist die erste Gruppe, $$ ein Dollarzeichen.',
  'Rounds away from zero.': 'Rundet von null weg.',
  'Rounds to decimal places, halves away from zero; negative places round to tens, hundreds …':
    'Rundet auf Dezimalstellen, Hälften von null weg; negative Stellen runden auf Zehner, Hunderter …',
  'Rounds toward zero.': 'Rundet zur Null hin.',
  'Some characters from the middle; the first one has position 1.': 'Einige Zeichen aus der Mitte; das erste hat die Position 1.',
  Statistics: 'Statistik',
  'Straight-line depreciation per period.': 'Lineare Abschreibung je Zeitabschnitt.',
  'TRUE for TRUE and FALSE.': 'TRUE für TRUE und FALSE.',
  'TRUE for a date written year-month-day that exists in the calendar, with or without a time.':
    'TRUE für ein Jahr-Monat-Tag geschriebenes Datum, das es im Kalender gibt, mit oder ohne Uhrzeit.',
  'TRUE for a number, and for a text that reads as one.': 'TRUE für eine Zahl und für einen Text, der sich als eine liest.',
  'TRUE for a text that is not empty.': 'TRUE für einen Text, der nicht leer ist.',
  'TRUE for an empty value: NULL or a text without a character.': 'TRUE für einen leeren Wert: NULL oder ein Text ohne Zeichen.',
  'TRUE for an even number.': 'TRUE für eine gerade Zahl.',
  'TRUE for an odd number.': 'TRUE für eine ungerade Zahl.',
  'TRUE for true, yes, y, 1; FALSE for false, no, n, 0; capitals do not matter. Empty stays empty.':
    'TRUE für true, yes, y, 1; FALSE für false, no, n, 0; Groß- und Kleinschreibung ist gleich. Leeres bleibt leer.',
  'TRUE when a regular expression fits somewhere in the text. Patterns cannot look ahead or behind or refer back, so no text takes long.':
    'TRUE, wenn ein regulärer Ausdruck irgendwo im Text passt. Muster können nicht vor- oder zurückschauen und sich nicht zurückbeziehen; so braucht kein Text lange.',
  'TRUE when a value stands in a list.': 'TRUE, wenn ein Wert in einer Liste steht.',
  'TRUE when all conditions hold; stops at the first that does not.': 'TRUE, wenn alle Bedingungen gelten; hört bei der ersten auf, die nicht gilt.',
  'TRUE when an odd number of conditions hold.': 'TRUE, wenn eine ungerade Zahl von Bedingungen gilt.',
  'TRUE when at least one condition holds; stops at the first that does.': 'TRUE, wenn mindestens eine Bedingung gilt; hört bei der ersten auf, die gilt.',
  'TRUE when the part stands somewhere in the text; capitals do not matter.':
    'TRUE, wenn der Teil irgendwo im Text steht; Groß- und Kleinschreibung ist gleich.',
  'TRUE when the text begins with the part; capitals do not matter.': 'TRUE, wenn der Text mit dem Teil beginnt; Groß- und Kleinschreibung ist gleich.',
  'TRUE when the text ends with the part; capitals do not matter.': 'TRUE, wenn der Text mit dem Teil endet; Groß- und Kleinschreibung ist gleich.',
  'TRUE when the value cannot be computed.': 'TRUE, wenn sich der Wert nicht berechnen lässt.',
  'TRUE when two texts are the same to the letter, capitals included.':
    'TRUE, wenn zwei Texte Buchstabe für Buchstabe gleich sind, auch in der Großschreibung.',
  Text: 'Text',
  'The Unicode number of the first character.': 'Die Unicode-Nummer des ersten Zeichens.',
  'The angle in radians of the point x, y.': 'Der Winkel des Punktes x, y im Bogenmaß.',
  'The angle in radians that has this cosine.': 'Der Winkel im Bogenmaß, der diesen Kosinus hat.',
  'The angle in radians that has this sine.': 'Der Winkel im Bogenmaß, der diesen Sinus hat.',
  'The angle in radians that has this tangent.': 'Der Winkel im Bogenmaß, der diesen Tangens hat.',
  'The character with this Unicode number.': 'Das Zeichen mit dieser Unicode-Nummer.',
  'The cosine of an angle in radians.': 'Der Kosinus eines Winkels im Bogenmaß.',
  'The date so many units later (earlier if negative): years, quarters, months, weeks, days, workdays, hours, minutes, seconds. A day that the month does not have becomes its last.':
    'Das Datum so viele Einheiten später (früher, wenn negativ): years, quarters, months, weeks, days, workdays, hours, minutes, seconds. Ein Tag, den der Monat nicht hat, wird sein letzter.',
  'The date so many working days (Monday to Friday, without the holidays) after start.':
    'Das Datum so viele Arbeitstage (Montag bis Freitag, ohne die Feiertage) nach dem Anfang.',
  'The day of a text written year-month-day, with or without a time.': 'Der Tag eines Textes, der Jahr-Monat-Tag geschrieben ist, mit oder ohne Uhrzeit.',
  'The day of the month, 1 to 31.': 'Der Tag des Monats, 1 bis 31.',
  'The day on which the run started, in the flow’s time zone.': 'Der Tag, an dem der Lauf begann, in der Zeitzone des Ablaufs.',
  'The effective rate per year of a nominal one.': 'Der effektive Jahreszins eines nominalen.',
  'The factorial: 1 · 2 · 3 … up to the number.': 'Die Fakultät: 1 · 2 · 3 … bis zu der Zahl.',
  'The first characters (1 if no count is given).': 'Die ersten Zeichen (1, wenn keine Anzahl angegeben ist).',
  'The first letter of each word as a capital, the others small.': 'Der erste Buchstabe jedes Wortes groß, die anderen klein.',
  'The geometric mean.': 'Das geometrische Mittel.',
  'The harmonic mean.': 'Das harmonische Mittel.',
  'The hour, 0 to 23; a time with offset is taken in the flow’s zone.': 'Die Stunde, 0 bis 23; eine Zeit mit Versatz wird in der Zone des Ablaufs genommen.',
  'The interest within the payment of one period.': 'Die Zinsen in der Zahlung eines Zeitabschnitts.',
  'The item at a place of a list: 1 is the first, -1 the last. Empty when there is none.':
    'Der Eintrag an einer Stelle einer Liste: 1 ist der erste, -1 der letzte. Leer, wenn es keinen gibt.',
  'The largest number, or the latest date.': 'Die größte Zahl oder das späteste Datum.',
  'The largest whole number that divides all.': 'Die größte ganze Zahl, die alle teilt.',
  'The last characters (1 if no count is given).': 'Die letzten Zeichen (1, wenn keine Anzahl angegeben ist).',
  'The last day of the month so many months later.': 'Der letzte Tag des Monats so viele Monate später.',
  'The list in rising order, empty items last.': 'Die Liste in steigender Ordnung, leere Einträge zuletzt.',
  'The list without what comes again.': 'Die Liste ohne das, was noch einmal kommt.',
  'The logarithm to a base (10 if left out).': 'Der Logarithmus zu einer Basis (10, wenn keine angegeben ist).',
  'The mean distance from the mean.': 'Der mittlere Abstand vom Mittel.',
  'The mean.': 'Das Mittel.',
  'The minute, 0 to 59.': 'Die Minute, 0 bis 59.',
  'The moment at which the run started, in the flow’s time zone.': 'Der Zeitpunkt, zu dem der Lauf begann, in der Zeitzone des Ablaufs.',
  'The month, 1 to 12.': 'Der Monat, 1 bis 12.',
  'The most frequent number.': 'Die häufigste Zahl.',
  'The n-th largest number.': 'Die n-te größte Zahl.',
  'The n-th smallest number.': 'Die n-te kleinste Zahl.',
  'The natural logarithm.': 'Der natürliche Logarithmus.',
  'The nearest multiple of a step, halves away from zero.': 'Das nächstgelegene Vielfache eines Abstands, Hälften von null weg.',
  'The next even number away from zero.': 'Die nächste gerade Zahl von null weg.',
  'The next multiple of a step (1 if left out) at or above.': 'Das nächste Vielfache eines Abstands (1, wenn keiner angegeben ist) darüber oder gleich.',
  'The next multiple of a step (1 if left out) at or below.': 'Das nächste Vielfache eines Abstands (1, wenn keiner angegeben ist) darunter oder gleich.',
  'The next odd number away from zero.': 'Die nächste ungerade Zahl von null weg.',
  'The nominal rate per year of an effective one.': 'Der nominale Jahreszins eines effektiven.',
  'The number a text reads as; fails for other texts. Empty stays empty.':
    'Die Zahl, als die sich ein Text liest; schlägt bei anderen Texten fehl. Leeres bleibt leer.',
  'The number below which a share of the list lies, 0 to 1.': 'Die Zahl, unter der ein Anteil der Liste liegt, 0 bis 1.',
  'The number in the middle.': 'Die Zahl in der Mitte.',
  'The number that Roman numerals mean.': 'Die Zahl, die römische Ziffern bedeuten.',
  'The number without its sign.': 'Die Zahl ohne ihr Vorzeichen.',
  'The number π.': 'Die Zahl π.',
  'The payment per period of a loan.': 'Die Zahlung eines Kredits je Zeitabschnitt.',
  'The place of a value in a list, from 1; fails when it is not there.': 'Die Stelle eines Wertes in einer Liste, ab 1; schlägt fehl, wenn er nicht da ist.',
  'The product of all numbers; lists are taken apart, empty values are ignored.': 'Das Produkt aller Zahlen; Listen werden zerlegt, leere Werte übergangen.',
  'The quarter, 1 to 4.': 'Das Quartal, 1 bis 4.',
  'The quartile 0 to 4 of a list.': 'Das Quartil 0 bis 4 einer Liste.',
  'The rate at which payments come out even.': 'Der Zinssatz, bei dem Zahlungen sich ausgleichen.',
  'The rate of a loan per period.': 'Der Zinssatz eines Kredits je Zeitabschnitt.',
  'The repayment within the payment of one period.': 'Die Tilgung in der Zahlung eines Zeitabschnitts.',
  'The rest of a division, with the sign of the divisor.': 'Der Rest einer Teilung, mit dem Vorzeichen des Teilers.',
  'The same day so many months later; a day that the month does not have becomes its last.':
    'Derselbe Tag so viele Monate später; ein Tag, den der Monat nicht hat, wird sein letzter.',
  'The second, 0 to 59.': 'Die Sekunde, 0 bis 59.',
  'The sine of an angle in radians.': 'Der Sinus eines Winkels im Bogenmaß.',
  'The smallest number, or the earliest date.': 'Die kleinste Zahl oder das früheste Datum.',
  'The smallest whole number that all divide.': 'Die kleinste ganze Zahl, die alle teilen.',
  'The square root.': 'Die Quadratwurzel.',
  'The standard deviation of a sample.': 'Die Standardabweichung einer Stichprobe.',
  'The standard deviation of a whole population.': 'Die Standardabweichung einer Grundgesamtheit.',
  'The sum of all numbers; lists are taken apart, empty values are ignored.': 'Die Summe aller Zahlen; Listen werden zerlegt, leere Werte übergangen.',
  'The sum of the products of two lists, item by item.': 'Die Summe der Produkte zweier Listen, Eintrag für Eintrag.',
  'The tangent of an angle in radians.': 'Der Tangens eines Winkels im Bogenmaß.',
  'The text several times over.': 'Der Text mehrmals hintereinander.',
  'The value as JSON text.': 'Der Wert als JSON-Text.',
  'The value as text, in an Excel format if one is given: 0.00, #,##0.00, 000000, 0%, dd.mm.yyyy.':
    'Der Wert als Text, in einem Excel-Format, wenn eines angegeben ist: 0.00, #,##0.00, 000000, 0%, dd.mm.yyyy.',
  'The value at this place: 1 is the first.': 'Der Wert an dieser Stelle: 1 ist der erste.',
  'The variance of a sample.': 'Die Varianz einer Stichprobe.',
  'The variance of a whole population.': 'Die Varianz einer Grundgesamtheit.',
  'The whole number at or below.': 'Die ganze Zahl darunter oder gleich.',
  'The whole part of a division.': 'Der ganze Teil einer Teilung.',
  'The year.': 'Das Jahr.',
  'Turns TRUE into FALSE and FALSE into TRUE.': 'Macht aus TRUE FALSE und aus FALSE TRUE.',
  'Week of the year by ISO 8601, from Monday to Sunday, the first having four days or more in the year.':
    'Woche des Jahres nach ISO 8601, von Montag bis Sonntag; die erste hat vier oder mehr Tage im Jahr.',
  'Week of the year, the one with 1 January being the first. Kind 1 (if left out): weeks begin on Sunday; 2: on Monday; 21: as ISOWEEKNUM.':
    'Woche des Jahres; die mit dem 1. Januar ist die erste. Art 1 (wenn nicht angegeben): Wochen beginnen am Sonntag; 2: am Montag; 21: wie ISOWEEKNUM.',
  'What a regular expression finds first, or one of its groups in round brackets; empty when it finds nothing.':
    'Was ein regulärer Ausdruck zuerst findet, oder eine seiner Gruppen in runden Klammern; leer, wenn er nichts findet.',
  'What later payments are worth now, the first one period away.': 'Was spätere Zahlungen jetzt wert sind, die erste nach einem Zeitabschnitt.',
  'What payments are worth now.': 'Was Zahlungen jetzt wert sind.',
  'What payments will have grown to.': 'Worauf Zahlungen angewachsen sein werden.',
  'Whole years "Y", months "M" or days "D" from start to end; "YM" months beyond whole years, "MD" days beyond whole months, "YD" days beyond whole years.':
    'Ganze Jahre "Y", Monate "M" oder Tage "D" vom Anfang bis zum Ende; "YM" Monate über ganze Jahre hinaus, "MD" Tage über ganze Monate hinaus, "YD" Tage über ganze Jahre hinaus.',
  'Without accents: é becomes e, ü becomes u, ß becomes ss.': 'Ohne Akzente: é wird zu e, ü zu u, ß zu ss.',
  'Without blanks at both ends, and with single blanks between words.': 'Ohne Leerzeichen an beiden Enden und mit einfachen Leerzeichen zwischen Wörtern.',
  'Without control characters such as tabs and line ends.': 'Ohne Steuerzeichen wie Tabulatoren und Zeilenenden.',
  'Writes a date or a date with time in another way; the language (en if left out) is for names of months and days.':
    'Schreibt ein Datum oder einen Zeitpunkt auf andere Weise; die Sprache (en, wenn keine angegeben ist) gilt für Namen der Monate und Tage.',
  'e to the power of a number.': 'e hoch einer Zahl.',
};
