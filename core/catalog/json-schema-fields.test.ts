import { describe, expect, test } from 'vitest';
import { fieldsOfJsonSchema, isJsonSchema } from './json-schema-fields.ts';

const lines = (schema: Record<string, unknown>) =>
  fieldsOfJsonSchema(schema).map(({ field: { name, type, required }, values }) => `${name} ${type}${required ? '!' : ''} ${values.join('|')}`.trim());

describe('a JSON Schema as fields', () => {
  test('types, formats, nothing allowed, lists, and what must be there', () => {
    expect(
      lines({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        required: ['id', 'hired'],
        properties: {
          id: { type: 'integer', examples: [7000] },
          name: { type: ['string', 'null'] },
          hired: { type: 'string', format: 'date' },
          changed: { type: 'string', format: 'date-time' },
          mail: { type: 'string', format: 'email', example: 'a@example.com' },
          status: { enum: ['active', 'left', null] },
          pay: { type: ['integer', 'number'] },
          tags: { type: 'array', items: { type: 'string' } },
          home: { properties: { city: {} } },
          either: { type: ['string', 'integer'] },
          free: true,
        },
      }),
    ).toEqual([
      'id integer! 7000',
      'name text',
      'hired date!',
      'changed datetime',
      'mail text a@example.com',
      'status text active|left',
      'pay number',
      'tags list',
      'home object',
      'either any',
      'free any',
    ]);
  });

  test('references, allOf and the items of a list are followed; choices give what may occur', () => {
    const schema = {
      type: 'array',
      items: { $ref: '#/$defs/person~1one' },
      $defs: {
        'person/one': {
          allOf: [{ $ref: '#/$defs/base' }, { properties: { name: { type: 'string' } }, required: ['name'] }],
          oneOf: [
            { properties: { iban: { type: 'string' } }, required: ['iban'] },
            { properties: { cheque: { type: 'boolean' } }, required: ['cheque'] },
          ],
        },
        base: { properties: { id: { $ref: '#/$defs/id' } }, required: ['id'] },
        id: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      },
    };
    expect(isJsonSchema(schema)).toBe(true);
    expect(lines(schema)).toEqual(['id integer!', 'name text!', 'iban text', 'cheque boolean']);
  });

  test('circles, references to elsewhere and hostile names end and stay names', () => {
    expect(lines({ $ref: '#' })).toEqual([]);
    expect(lines({ allOf: [{ $ref: '#' }], properties: { a: { $ref: '#/properties/a' }, b: { $ref: 'https://example.com/b' } } })).toEqual(['a any', 'b any']);
    const hostile = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"toString"}}}');
    expect(lines(hostile)).toEqual(['__proto__ text', 'constructor any']);
  });

  test('a record is no schema', () => {
    expect(isJsonSchema({ type: 'object', id: 7 })).toBe(false);
    expect(isJsonSchema({ properties: 3 })).toBe(false);
    expect(isJsonSchema([{ $schema: 'x' }])).toBe(false);
    expect(isJsonSchema({ type: 'object', properties: { a: {} } })).toBe(true);
  });
});
