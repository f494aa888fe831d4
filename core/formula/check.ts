import type { Field, FieldType } from '../base/field.ts';
import { RecentlyMade } from '../base/recently-made.ts';
import { checkCall } from './check-call.ts';
import { fieldReference, type PathStep, resolvePath } from './field-path.ts';
import { parseFormula } from './parse.ts';
import { type FormulaProblem, type ProblemDraft, placeProblems } from './problem.ts';
import { closestName } from './suggest.ts';
import type { Binary, Expression, FieldReference, Span } from './tree.ts';
import { countsAsNumber, type FormulaType, isMoment, isNumeric, operatorType, typeInWords } from './type-rules.ts';

/** What a check may take into account. */
export interface CheckOptions {
  /** What a field that does not arrive is: an error, or (where the fields are not known) a field of any type. Default `error`. */
  readonly unknownFields?: 'error' | 'any';
}

/** A field reference that was found: position in `fieldsUsed`, and the way into the nested value. */
export interface ResolvedReference {
  readonly position: number;
  readonly name: string;
  readonly steps: readonly PathStep[];
}

/** What the checker knows of a formula. `errors` make it unusable; `warnings` do not. */
export interface CheckedFormula {
  readonly tree: Expression | null;
  /** Type of the result; `any` where it depends on the record. */
  readonly type: FieldType;
  /** Names of the arriving fields it reads, each once, in order of appearance. */
  readonly fieldsUsed: readonly string[];
  readonly types: ReadonlyMap<Expression, FormulaType>;
  readonly references: ReadonlyMap<FieldReference, ResolvedReference>;
  readonly errors: readonly FormulaProblem[];
  readonly warnings: readonly FormulaProblem[];
}

const checked = new RecentlyMade<CheckedFormula>(64);

/** Parses a formula and checks it against the arriving fields: names, numbers of values, types. Pure and quick enough for every key stroke. */
export function checkFormula(text: string, fields: readonly Field[], options: CheckOptions = {}): CheckedFormula {
  const key = JSON.stringify([text, options.unknownFields === 'any', fields]);
  return checked.get(key, () => check(text, fields, options));
}

function check(text: string, fields: readonly Field[], options: CheckOptions): CheckedFormula {
  const parsed = parseFormula(text);
  const checker = new Checker(fields, options.unknownFields === 'any');
  const type = parsed.tree === null ? 'any' : checker.typeOf(parsed.tree);
  const problems = placeProblems(text, checker.drafts);
  return {
    tree: parsed.tree,
    type: type === 'empty' ? 'any' : type,
    fieldsUsed: checker.fieldsUsed,
    types: checker.types,
    references: checker.references,
    errors: [...parsed.errors, ...problems.filter(({ severity }) => severity === 'error')].sort((a, b) => a.start - b.start),
    warnings: problems.filter(({ severity }) => severity === 'warning'),
  };
}

/** Walks a tree from the leaves up. */
class Checker {
  readonly drafts: ProblemDraft[] = [];
  readonly types = new Map<Expression, FormulaType>();
  readonly references = new Map<FieldReference, ResolvedReference>();
  readonly fieldsUsed: string[] = [];
  private readonly fields: ReadonlyMap<string, Field>;
  private readonly anyField: boolean;

  constructor(fields: readonly Field[], anyField: boolean) {
    this.fields = new Map(fields.map((field) => [field.name, field]));
    this.anyField = anyField;
  }

  report(severity: 'error' | 'warning', place: Span, code: string, message: string, hint?: string): void {
    this.drafts.push({ severity, code, message, start: place.start, end: place.end, ...(hint === undefined ? {} : { hint }) });
  }

  /** The type of a tree; reports what is wrong in it. */
  typeOf(tree: Expression): FormulaType {
    const type = this.infer(tree);
    this.types.set(tree, type);
    return type;
  }

  private infer(tree: Expression): FormulaType {
    switch (tree.kind) {
      case 'literal':
        return literalType(tree.value);
      case 'field':
        return this.fieldType(tree);
      case 'unary': {
        const type = this.typeOf(tree.operand);
        if (!countsAsNumber(type)) this.report('error', tree.operand, 'type-mismatch', `"${tree.operator}" needs a number, but this is ${typeInWords(type)}.`);
        if (type === 'decimal') return 'decimal';
        return type === 'integer' && tree.operator !== '%' ? 'integer' : 'number';
      }
      case 'binary':
        return this.binaryType(tree);
      case 'call':
        return checkCall(this, tree);
      case 'list':
        for (const item of tree.items) this.typeOf(item);
        return 'list';
      case 'missing':
        return 'any';
    }
  }

  private fieldType(tree: FieldReference): FormulaType {
    const found = resolvePath(tree.path, (name) => this.fields.has(name));
    if (!found.found && !this.anyField) {
      this.reportUnknownField(tree, found.name);
      return 'any';
    }
    let position = this.fieldsUsed.indexOf(found.name);
    if (position === -1) position = this.fieldsUsed.push(found.name) - 1;
    this.references.set(tree, { position, name: found.name, steps: found.steps });
    const type = this.fields.get(found.name)?.type ?? 'any';
    if (found.steps.length === 0) return type;
    if (type === 'text')
      this.report(
        'error',
        tree,
        'path-into-text',
        `${found.name} is a text; there is nothing inside it.`,
        `If it holds JSON, write JSON.GET(${fieldReference(found.name)}, "path"). If the dot is part of the name, write ${fieldReference(tree.path)}.`,
      );
    else if (type !== 'any' && type !== 'object' && type !== 'list')
      this.report('error', tree, 'path-into-value', `${found.name} is ${typeInWords(type)}; there is nothing inside it.`, `Use ${fieldReference(found.name)}.`);
    return 'any';
  }

  private reportUnknownField(tree: FieldReference, first: string): void {
    const whole = tree.path.replace(/\\([\s\S])/g, '$1');
    const names = [...this.fields.keys()];
    const lower = whole.toLowerCase();
    const meant =
      names.find((name) => name.toLowerCase() === lower) ??
      names.find((name) => name.toLowerCase() === first.toLowerCase()) ??
      closestName(whole, names) ??
      closestName(first, names);
    const hint =
      meant !== undefined
        ? `Did you mean ${meant}?`
        : names.length === 0
          ? 'No fields arrive here yet.'
          : `These fields arrive: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : '.'}`;
    this.report('error', tree, 'field-unknown', whole === '' ? 'The name of the field is missing.' : `There is no field '${whole.slice(0, 60)}'.`, hint);
  }

  private binaryType(tree: Binary): FormulaType {
    const left = this.typeOf(tree.left);
    const right = this.typeOf(tree.right);
    const type = operatorType(tree.operator, left, right);
    if (type === null) {
      const wrong = countsAsNumber(left) || (isMoment(left) && tree.operator !== '+' && !isMoment(right)) ? tree.right : tree.left;
      const message = `"${tree.operator}" cannot join ${typeInWords(left)} and ${typeInWords(right)}.`;
      this.report('error', wrong, 'type-mismatch', message, isMoment(left) && isMoment(right) ? 'The difference of two dates is first - second.' : undefined);
      return 'any';
    }
    if (type === 'boolean') this.checkComparison(tree, left, right);
    else if (tree.operator !== '&') {
      for (const operand of [tree.left, tree.right]) {
        this.checkNumberText(operand);
        this.warnOfSample(operand, 'number');
      }
    }
    return type;
  }

  /** Warns where the sample of a text field shows that its values do not read as what is needed. */
  warnOfSample(tree: Expression, needed: FieldType): void {
    const reference = tree.kind === 'field' ? this.references.get(tree) : undefined;
    const field = reference === undefined || reference.steps.length > 0 ? undefined : this.fields.get(reference.name);
    const sample = field?.type === 'text' ? (field.sample ?? '').trim() : '';
    if (sample === '') return;
    const words = `In ${field?.name} there is "${sample.slice(0, 40)}", which is not`;
    if (isNumeric(needed) && !/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(sample))
      this.report(
        'warning',
        tree,
        'sample-not-a-number',
        `${words} a number; such records are rejected.`,
        'NUMBER.PARSE reads numbers written in another way.',
      );
    else if (isMoment(needed) && !/^\d{4}-\d\d-\d\d/.test(sample))
      this.report(
        'warning',
        tree,
        'sample-not-a-date',
        `${words} a date such as 2026-01-31; such records are rejected.`,
        'DATE.PARSE reads dates written in another way.',
      );
  }

  /** A constant text in arithmetic that is no number can never work. */
  private checkNumberText(tree: Expression): void {
    if (tree.kind !== 'literal' || typeof tree.value !== 'string' || tree.value.trim() === '' || Number.isFinite(Number(tree.value))) return;
    this.report('error', tree, 'not-a-number', `"${tree.value.slice(0, 40)}" is not a number.`, 'To join texts, write & instead of +.');
  }

  /** A text that no value of the other side's type can equal. */
  private warnOfNeverEqual(tree: Binary, type: FormulaType, other: Expression): void {
    if ((tree.operator !== '=' && tree.operator !== '<>') || other.kind !== 'literal' || typeof other.value !== 'string' || other.value.trim() === '') return;
    const text = other.value.trim();
    const possible = type === 'boolean' ? /^(?:true|false)$/i.test(text) : isNumeric(type) ? Number.isFinite(Number(text)) : true;
    if (!possible)
      this.report(
        'warning',
        other,
        'never-equal',
        `"${text.slice(0, 40)}" is never equal to ${typeInWords(type)}.`,
        type === 'boolean' ? 'Compare with TRUE or FALSE.' : 'Compare with a number.',
      );
  }

  private checkComparison(tree: Binary, left: FormulaType, right: FormulaType): void {
    const nested = [left, right].find((type) => type === 'list' || type === 'object');
    if (nested !== undefined && tree.operator !== '=' && tree.operator !== '<>')
      this.report('error', tree, 'type-mismatch', `What is larger or smaller cannot be ${typeInWords(nested)}.`);
    if ((isMoment(left) && isNumeric(right)) || (isNumeric(left) && isMoment(right)))
      this.report('error', tree, 'type-mismatch', 'A date cannot be compared with a number.', 'Compare with DATE(2026, 1, 31) or with the text "2026-01-31".');
    this.warnOfNeverEqual(tree, left, tree.right);
    this.warnOfNeverEqual(tree, right, tree.left);
    for (const [type, other] of [
      [left, tree.right],
      [right, tree.left],
    ] as const)
      if (isMoment(type) && other.kind === 'literal' && typeof other.value === 'string' && other.value !== '' && !/^\d{4}-\d\d-\d\d/.test(other.value))
        this.report(
          'error',
          other,
          'not-a-date',
          `"${other.value.slice(0, 40)}" is not a date as Swivel writes it.`,
          'Write the date as "2026-01-31", or use DATE(2026, 1, 31).',
        );
  }
}

function literalType(value: null | boolean | number | bigint | string): FormulaType {
  if (value === null) return 'empty';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'bigint' ? 'integer' : typeof value === 'boolean' ? 'boolean' : 'text';
}
