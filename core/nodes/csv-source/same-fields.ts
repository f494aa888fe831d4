import { UserError } from '../../base/errors.ts';

interface FileFields {
  readonly file: string;
  readonly names: readonly string[];
}

/** Throws a `UserError` that names both files unless they have the same fields; their order does not matter, fields are told apart by name. */
export function checkSameFields(first: FileFields, other: FileFields): void {
  if (first.names === other.names || first.file === other.file) return;
  const missing = first.names.filter((name) => !other.names.includes(name));
  const added = other.names.filter((name) => !first.names.includes(name));
  if (missing.length + added.length === 0) return;
  const differences = [
    ...(missing.length > 0 ? [`${other.file} lacks ${missing.join(', ')}`] : []),
    ...(added.length > 0 ? [`${other.file} has ${added.join(', ')}, which ${first.file} does not have`] : []),
  ];
  throw new UserError('different-columns', `The files ${first.file} and ${other.file} do not have the same columns: ${differences.join('; ')}.`, {
    hint: 'Read files of different kinds with a step each.',
    place: { file: other.file, field: missing[0] ?? added[0] ?? '' },
  });
}
