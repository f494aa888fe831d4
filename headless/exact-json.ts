const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** JSON text in which big integers are written exactly, as numbers. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? rawJSON(String(member)) : member));
}
