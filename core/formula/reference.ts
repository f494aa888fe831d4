import { signatureOf } from './check-call.ts';
import type { FunctionSpec } from './functions/function-spec.ts';
import { functionTable } from './functions/table.ts';

const INTRODUCTION = `# Formulas

This page is made from the function table by \`scripts/formula-reference.ts\`; a test fails while it is out of date.

A formula computes one value for each record. It looks and works like a formula in Excel; an \`=\` in front is allowed.

## Writing formulas

| | |
| --- | --- |
| Field | \`[Last name]\`; names are exact, capitals matter. A value inside another: \`[address.city]\`, \`[lines[0].sku]\`; what is not there is empty. A name applied to a list gives the list of that member: \`SUM([lines.price])\`. A backslash takes the next character of a name as it is: \`[a\\]b]\`, \`[a\\.b]\`. A field that is really called \`address.city\` comes before a path. |
| Text | \`"Ms"\`; a double quote inside is written twice. |
| Number | \`12\`, \`0.5\`, \`1E6\`; always with a point. |
| Constants | \`TRUE\`, \`FALSE\`, \`NULL\` (empty). |
| List | \`{"a", "b"}\` |
| Values of a function | between commas or semicolons; one left out is empty. |
| Operators | from the loosest: \`= <> < <= > >=\`, \`&\` (joins texts), \`+ -\`, \`* /\`, \`^\`, signs, \`%\`. As in Excel, \`-2^2\` is 4 and \`2^3^2\` is 64. |

A formula may have 32,000 characters, and 64 brackets inside one another.

## Rules

**Empty.** NULL and the text without a character are both empty. In arithmetic an empty value is 0. A date that is empty gives an empty result. \`=\` is TRUE for an
empty value only if the other is empty too; \`<\`, \`>\`, \`<=\`, \`>=\` are then FALSE. (Excel takes an empty cell for 0 there: \`[a] = 0\` is FALSE here when a is empty.)

**Numbers in text.** \`"12"\`, \`" 1.5 "\` and \`"1e3"\` count as numbers in arithmetic; TRUE is 1, FALSE is 0. Any other text, such as \`"abc"\`, \`"1,234"\` or \`"12 kg"\`, fails, and the record is
rejected with the field and the value. \`NUMBER.PARSE\` reads numbers written in another way.

**Exactness.** Whole numbers are exact in \`+ - *\`, however large. Fractions are computed like in Excel, with 15 to 17 digits, and cleaned of the noise of binary fractions: \`0.1 + 0.2\` is
0.3, \`100.1 - 100\` is 0.1. For money use fields of type decimal or \`DECIMAL\`: they are exact in \`+ - *\` to 64 digits, divisions have 28 digits, and a number joined with a decimal
gives a decimal. Decimals leave without zeros at the end (12.5, not 12.50); write \`TEXT([price], "0.00")\` for a fixed number of places. Halves are rounded away from zero.

**Comparing.** Texts are compared ignoring capitals, as in Excel; \`EXACT\` compares to the letter. A number and a text are equal if the text reads as that number. Two texts are equal only
as texts ("007" is not "7"); with \`<\` and \`>\` two texts that both read as numbers are compared as numbers, others letter by letter. Ordering a number and a text that is no number fails.
Dates are compared as dates: the calendar decides, and instants (with offset) by what happened first.

**Conditions.** TRUE, the text \`true\` and numbers other than 0 hold; FALSE, the text \`false\`, 0 and empty do not; any other text fails. \`AND\`, \`OR\`, \`IF\`, \`IFS\`, \`SWITCH\`, \`CHOOSE\`,
\`COALESCE\` and \`IFERROR\` compute only what they need.

**Dates.** Dates are written 2026-01-31, dates with time 2026-01-31T08:15:00, with or without an offset (\`Z\`, \`+01:00\`). \`date + 7\` is a week later, \`date - date\` are days. A text field with
dates needs \`DATEVALUE\` or \`DATE.PARSE\` for that. A time with an offset is shown in the flow’s time zone by HOUR, DAY and the like; one without is taken as it stands. \`TODAY\` and \`NOW\` are the
start of the run. Two-digit years: 00 to 29 are 2000 to 2029, 30 to 99 are 1930 to 1999. A local time that the clocks jump over in spring fails; one that comes twice in autumn is the first.
Formats: \`d dd M MM MMM MMMM yy yyyy H HH h mm ss a\`; Excel’s spelling (\`DD.MM.YYYY\`, \`dd.mm.yyyy\`) is understood too.

**Regular expressions** have classes, groups, choices and repeats, but cannot look ahead or behind or refer back, so that no pattern and no text can hold up a run.
Patterns have at most 1,000 characters; texts of more than 200,000 characters are not searched.

## Functions
`;

/** The words of the reference page in one language; `say` gives those of a function's help and category. */
export interface ReferenceWords {
  readonly introduction: string;
  readonly columns: readonly [called: string, does: string, examples: string];
  readonly empty: string;
  say(text: string): string;
  /** The name of a parameter. */
  called(name: string): string;
}

const ENGLISH: ReferenceWords = {
  introduction: INTRODUCTION,
  columns: ['Function', 'What it does', 'Examples'],
  empty: '(empty)',
  say: (text) => text,
  called: (name) => name,
};

function rows(specs: readonly FunctionSpec[], { columns, empty, say, called }: ReferenceWords): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const lines = specs.map((spec) => {
    const examples = spec.examples.map(({ formula, result }) => `\`${cell(formula)}\` → ${result === '' ? empty : `\`${cell(result)}\``}`);
    return `| \`${signatureOf(spec, called)}\` | ${cell(say(spec.help))} | ${examples.join('<br>')} |`;
  });
  return [`| ${columns.join(' | ')} |`, '| --- | --- | --- |', ...lines].join('\n');
}

/** The reference page in Markdown, made from the function table; in English where no other words are given. */
export function formulaReference(words: ReferenceWords = ENGLISH): string {
  const categories = [...new Set(functionTable.map(({ category }) => category))];
  const sections = categories.map(
    (category) =>
      `### ${words.say(category)}\n\n${rows(
        functionTable.filter((spec) => spec.category === category),
        words,
      )}`,
  );
  return `${words.introduction}\n${sections.join('\n\n')}\n`;
}
