import { publishedEvents } from '#contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApi, schemaOf } from '../../src/cli/contract-documents.js';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) =>
  JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Record<string, unknown>;

/** Another validator than ours: what a department's own system would use. */
const outside = new Ajv2020({ strict: false });

describe.each(publishedEvents.map((contract) => [contract.type, contract] as const))(
  '%s.schema.json',
  (type, contract) => {
    const admits = outside.compile(schemaOf(contract));
    const sample = () => read('libs/contracts/samples', `${type}.v${contract.version}.json`);

    test('admits our golden sample in another validator', () => expect(admits(sample())).toBe(true));
    test('refuses there what we refuse here', () => {
      const faulty = { ...sample(), surprise: 1 };
      expect([admits(faulty), contract.admits(faulty)]).toEqual([false, false]);
    });
    test('says of every field what it is called in both languages', () => {
      const { properties } = schemaOf(contract) as { properties: Record<string, object> };
      for (const field of Object.values(properties))
        expect(field).toMatchObject({
          title: expect.stringMatching(/\p{Script=Han}/u),
          description: expect.stringMatching(/^[A-Z]/),
        });
    });
    test('says which fields are persons', () =>
      expect(schemaOf(contract)['x-personal']).toEqual(contract.personal.map(({ field }) => field)));
  },
);

describe('asyncapi.json', () => {
  const valid = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
    read('node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json'),
  );

  test('is a valid AsyncAPI 3.0 document', () =>
    expect([valid(asyncApi()), valid.errors]).toEqual([true, null]));
  test('would not be one without its channels', () =>
    expect(valid({ ...asyncApi(), channels: 7 })).toBe(false));
  test('names every event', () =>
    expect(Object.keys((asyncApi()['components'] as { messages: object }).messages)).toEqual(
      publishedEvents.map(({ type }) => type),
    ));
});
