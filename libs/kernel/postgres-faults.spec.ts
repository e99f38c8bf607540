import pg from 'pg';
import { freePort } from '../../test/load/load-ground.js';
import { StoreUnavailable } from './event-store.port.js';
import { faultKind } from './postgres-faults.js';

const coded = (code: string, message = 'no') => Object.assign(new Error(message), { code });

test.each([
  ['a connection that was cut', coded('ECONNRESET')],
  ['a pipe that broke, whose name is as long as an SQLSTATE', coded('EPIPE')],
  ['a name that is not known for a while', coded('EAI_AGAIN')],
  ['TLS that broke off', coded('ERR_SSL_WRONG_VERSION_NUMBER')],
  ['a stream that was closed', coded('ERR_STREAM_DESTROYED')],
  ['a server that goes', coded('57P01')],
  ['a connection of the driver that ended', new Error('Connection terminated unexpectedly')],
  [
    'a connection of the driver that is spoilt',
    new Error('Client has encountered a connection error and is not queryable'),
  ],
  ['an answer that did not come in time', new Error('read timeout: the server said nothing for 17000 ms')],
  ['a connection that did not come in time', new Error('timeout expired')],
  ['two addresses of one name, neither of which answers', new AggregateError([coded('ECONNREFUSED')], 'all')],
])('%s is away', (_, error) => expect(faultKind(error)).toBe('away'));

test.each([
  ['a deadlock', '40P01'],
  ['a statement that took too long', '57014'],
])('%s passes', (_, code) => expect(faultKind(coded(code))).toBe('transient'));

test.each([
  ['a TypeError', new TypeError('undefined is not a function')],
  ['a ReferenceError', new ReferenceError('x is not defined')],
  ['a SyntaxError of a broken JSON', new SyntaxError('Unexpected token')],
  ['an assertion', coded('ERR_ASSERTION')],
  ['a mistake in calling Node', coded('ERR_INVALID_STATE')],
  ['an error nobody foresaw', new Error('this must never happen')],
  ['what is no error at all', undefined],
  ['a store that is closed', new StoreUnavailable('closed')],
  ['an SQL that is wrong', coded('42601')],
  ['several mistakes together', new AggregateError([new TypeError('a'), new Error('b')])],
])('%s does not pass by waiting', (_, error) => expect(faultKind(error)).toBe('lasting'));

test('a real refusal to connect, made by Node itself and not by our own code, is away', async () => {
  const client = new pg.Client({ host: '127.0.0.1', port: await freePort() });
  client.on('error', () => undefined);
  const refused: unknown = await client.connect().catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  expect(faultKind(refused)).toBe('away');
});
