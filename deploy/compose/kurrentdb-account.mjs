// Makes the platform's account on the cluster and lets it read the whole log. It may append and read and is no
// administrator, because an administrator may destroy streams. Runs in the platform's image; may be run again.
import { EventStoreDBClient } from '@eventstore/db-client';
import { readFileSync } from 'node:fs';

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const { KURRENTDB_NODES: nodes, KURRENTDB_ACCOUNT: account, NODE_EXTRA_CA_CERTS: authority } = process.env;
const admin = secret('kurrentdb-admin-password');
const STANDS_ALREADY = 409;

const made = await fetch(`https://${nodes.split(',')[0]}/users/`, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`admin:${admin}`).toString('base64')}`,
  },
  body: JSON.stringify({
    loginName: account,
    fullName: account,
    groups: [account],
    password: secret('kurrentdb-password'),
  }),
});
if (!made.ok && made.status !== STANDS_ALREADY) throw new Error(`the account was not made: ${made.status}`);

const client = EventStoreDBClient.connectionString(
  `esdb://admin:${encodeURIComponent(admin)}@${nodes}?tls=true&tlsCAFile=${authority}&nodePreference=leader`,
);
await client.setStreamMetadata('$all', { acl: { readRoles: [account, '$admins'] } });
await client.dispose();
console.log(`${account} may append and read everything (${made.status})`);
process.exit(0);
