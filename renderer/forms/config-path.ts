/** Reads a setting by its dotted path. */
export function settingAt(config: Readonly<Record<string, unknown>>, path: string): unknown {
  let here: unknown = config;
  for (const key of path.split('.')) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** The same config with one setting replaced; what lies on the way is copied, nothing is changed in place. */
export function withSetting(config: Readonly<Record<string, unknown>>, path: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...config, [key]: value };
  const inner = Object.hasOwn(config, key) ? config[key] : undefined;
  const base = inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>) : {};
  return { ...config, [key]: withSetting(base, rest.join('.'), value) };
}
