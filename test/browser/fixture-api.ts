import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { accounts, eventAnswer, figures, files, officials, record, rejections } from './fixture-city.js';
import { cards, timelinePage } from './fixture-facility.js';

type Asked = Readonly<Record<string, string | undefined>>;
const built = join(import.meta.dirname, '../../dist/console');
const kinds: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.html': 'text/html',
};
const page = <Item>(items: readonly Item[]) => ({
  items,
  nextCursor: null,
  position: '4821',
  withheld: 0,
  asOf: { true: null, known: null },
});
const missing = {
  type: 'urn:youan:problem:read/missing',
  code: 'read/missing',
  status: 404,
  title: '没有这条记录',
  facts: {},
  ...{ zh: '没有这条记录', en: 'There is no such record' },
};

/** A stand-in for the platform while a page is being made: the built console, and invented answers in the API's shapes. */
export async function fixtureApi(port = 0): Promise<{ url: string; close: () => Promise<void> }> {
  const app = fastify();
  app.register(open, { prefix: '/api/v1' });
  app.register(guarded, { prefix: '/api/v1' });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    const file = join(built, path);
    const found = extname(path) !== '' && existsSync(file) ? file : join(built, 'index.html');
    return reply.type(kinds[extname(found)] ?? 'application/octet-stream').send(readFileSync(found));
  });
  const url = await app.listen({ port, host: '127.0.0.1' });
  return { url, close: () => app.close() };
}

async function open(app: FastifyInstance) {
  app.get('/demo/accounts', () => accounts);
  app.post<{ Body: { account: string } }>('/demo/sign-in', ({ body }) => ({
    token: `token-of-${body.account}`,
    caller: accounts.find(({ account }) => account === body.account),
  }));
}

async function guarded(app: FastifyInstance) {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization?.startsWith('Bearer token-of-')) return;
    await reply.code(401).send({
      ...missing,
      status: 401,
      code: 'authority/unknown-caller',
      zh: '需要登录',
      en: 'Sign in first',
    });
  });
  app.get<{ Querystring: Asked }>('/facilities', ({ query }) =>
    page(
      cards.filter(
        (card) =>
          (query['search'] ? card.name!.includes(query['search']) : true) &&
          (query['region'] ? card.regionCode === query['region'] : true),
      ),
    ),
  );
  app.get<{ Params: { id: string } }>('/facilities/:id', ({ params }, reply) => {
    const card = cards.find(({ facilityId }) => facilityId === params.id);
    return card ? { card, position: '4821' } : reply.code(404).send(missing);
  });
  app.get<{ Params: { id: string }; Querystring: Asked }>('/facilities/:id/timeline', ({ params, query }) =>
    params.id === 'F-1'
      ? timelinePage(query['asOfTrue'], query['asOfKnown'])
      : { ...page([]), statusBands: [] },
  );
  app.get('/officials', () => page(officials));
  app.get<{ Params: { id: string } }>('/officials/:id/record', ({ params }, reply) =>
    params.id === 'O-7' ? record : reply.code(404).send(missing),
  );
  app.get<{ Params: { id: string } }>(
    '/events/:id',
    ({ params }, reply) => eventAnswer(params.id) ?? reply.code(404).send(missing),
  );
  app.get('/figures', () => figures);
  await intake(app);
}

async function intake(app: FastifyInstance) {
  app.get<{ Querystring: Asked }>('/intake/rejections', ({ query }) =>
    page(rejections.filter(({ state }) => !query['state'] || state === query['state'])),
  );
  app.get<{ Params: { id: string } }>(
    '/intake/rejections/:id',
    ({ params }, reply) =>
      rejections.find(({ rejectionId }) => rejectionId === params.id) ?? reply.code(404).send(missing),
  );
  app.post<{ Body: { repaired: string } }>('/intake/rejections/:id/resend', ({ body }) =>
    body.repaired.includes('very bad')
      ? {
          outcome: 'rejected',
          problem: { code: 'intake/schema', zh: '严重程度不在许可的列表中', en: 'Not in the list' },
        }
      : { outcome: 'recorded', eventId: 'e-120', position: '4822' },
  );
  app.post('/intake/rejections/:id/dismiss', () => ({}));
  app.get('/intake/files', () => page(files));
}
