import { departments, fieldWords, publishedEvents, type Department, type FieldName } from '#contracts';
import { ingressTopics } from '#intake';
import type { EventContract } from '#kernel';

export type Json = Readonly<Record<string, unknown>>;

const SCHEMA = 'https://json-schema.org/draft/2020-12/schema';
export const schemaName = ({ type, version }: EventContract) => `${type}.v${version}.schema.json`;

/** The JSON Schema of one event's data, as a department that is not TypeScript needs it. */
export function schemaOf(contract: EventContract): Json {
  const { type, version, zh, en, label, audience, personal, schema } = contract;
  const plain = withFieldWords(JSON.parse(JSON.stringify(schema)) as Node);
  const facts = {
    'x-label': label,
    'x-audience': audience,
    'x-personal': personal.map(({ field }) => field),
  };
  return {
    $schema: SCHEMA,
    $id: `urn:youan:schema:${type}.v${version}`,
    ...plain,
    title: zh,
    description: en,
    ...facts,
  };
}

interface Node extends Json {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** Each field with what it is called in both languages. */
function withFieldWords({ properties, items, ...node }: Node): Json {
  const made: Record<string, unknown> = node;
  if (items) made['items'] = withFieldWords(items);
  if (properties)
    made['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, child]) => {
        const { zh, en } = fieldWords[name as FieldName];
        return [name, { title: zh, description: en, ...withFieldWords(child) }];
      }),
    );
  return made;
}

const envelope: Json = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'time', 'youanregion', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: {
      type: 'string',
      minLength: 1,
      description: 'Identifies the record together with source; sending it again changes nothing.',
    },
    source: { type: 'string', format: 'uri-reference' },
    type: { enum: publishedEvents.map(({ type }) => type) },
    time: { type: 'string', format: 'date-time', description: 'When it was true in the world (occurredAt).' },
    subject: { type: 'string' },
    datacontenttype: { const: 'application/json' },
    youanregion: { type: 'string', description: 'Region code of the facility or post, for example 371302.' },
    youandepartment: {
      enum: Object.keys(departments),
      description: "The caller's own department when left out.",
    },
    data: { type: 'object' },
  },
};

/** What every department may send and what the platform publishes, in AsyncAPI 3.0. */
export function asyncApi(): Json {
  const messages = Object.fromEntries(
    publishedEvents.map((contract) => [contract.type, messageOf(contract)]),
  );
  const refs = Object.fromEntries(
    Object.keys(messages).map((type) => [type, { $ref: `#/components/messages/${type}` }]),
  );
  const channels = Object.fromEntries(
    (Object.keys(departments) as Department[]).map((code) => [code, channelOf(code, refs)]),
  );
  const operations = Object.fromEntries(
    Object.keys(channels).map((code) => [
      `receive${code}`,
      { action: 'receive', channel: { $ref: `#/channels/${code}` } },
    ]),
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: "You'an intake",
      version: '1.0.0',
      description: 'Records of the departments, as CloudEvents 1.0.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels,
    operations,
    components: { messages, schemas: { envelope } },
  };
}

function messageOf(contract: EventContract): Json {
  const { type, zh, en } = contract;
  return {
    name: type,
    title: zh,
    summary: en,
    contentType: 'application/cloudevents+json',
    payload: {
      allOf: [
        { $ref: '#/components/schemas/envelope' },
        { type: 'object', properties: { type: { const: type }, data: withoutIdentity(schemaOf(contract)) } },
      ],
    },
  };
}

/** AsyncAPI embeds the schema, so it may not carry an identity of its own there. */
const withoutIdentity = ({ $id: _id, $schema: _schema, ...schema }: Json): Json => schema;

function channelOf(code: Department, messages: Json): Json {
  const { zh, en } = departments[code];
  return {
    address: ingressTopics('lxc', [code])[0]!.topic,
    title: zh,
    description: `${en}; key = facility`,
    messages,
  };
}
