import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { composeFile } from './compose-file.js';

const folder = mkdtempSync(join(tmpdir(), 'youan-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));
const compose = composeFile();
const onPath = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((place) => existsSync(join(place, program)));

describe('secrets.sh', () => {
  const made = join(folder, 'secrets');
  beforeAll(() => {
    cpSync('deploy/compose/secrets.sh', join(folder, 'secrets.sh'));
    execFileSync('sh', [join(folder, 'secrets.sh')]);
  });
  const read = (name: string) => readFileSync(join(made, name), 'utf8');

  test('makes every secret that compose.yaml names, and no other', () => {
    const named = Object.values(compose.secrets).map(({ file }) => basename(file));
    expect(readdirSync(made).sort()).toEqual(named.sort());
    const used = new Set(Object.values(compose.services).flatMap(({ secrets = [] }) => secrets));
    expect([...used].sort()).toEqual(Object.keys(compose.secrets).sort());
  });

  test('makes them hard to guess, all different, in a folder for its owner alone', () => {
    const values = readdirSync(made).map(read);
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(value.trim().length).toBeGreaterThanOrEqual(32);
    expect(statSync(made).mode & 0o777).toBe(0o700);
    expect(Buffer.from(read('vault-key').trim(), 'base64')).toHaveLength(32);
  });

  test('leaves what stands alone, or nobody could open the vault again', () => {
    const before = readdirSync(made).map(read);
    execFileSync('sh', [join(folder, 'secrets.sh')]);
    expect(readdirSync(made).map(read)).toEqual(before);
  });

  test('and none of them is ever committed', () =>
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('/deploy/compose/secrets/'));
});

describe('certificates.sh', () => {
  const { entrypoint, command } = compose.services['certificates'] as unknown as Record<string, string[]>;
  const place = join(folder, 'certificates');
  const make = () =>
    execFileSync(
      'sh',
      ['deploy/compose/certificates.sh', place, `${process.getuid?.()}:${process.getgid?.()}`, ...command!],
      { stdio: 'ignore' },
    );

  test('makes one certificate a node, signed by our authority for the name it is asked under, where openssl is installed', () => {
    expect(entrypoint).toContain('/certificates.sh');
    if (!onPath('openssl')) return console.log('no openssl here: certificates.sh was not run');
    make();
    for (const node of command!) {
      const certificate = join(place, node, 'node.crt');
      execFileSync('openssl', [
        'verify',
        '-CAfile',
        join(place, 'ca/ca.crt'),
        '-verify_hostname',
        node,
        '-purpose',
        'sslserver',
        certificate,
      ]);
      execFileSync('openssl', [
        'verify',
        '-CAfile',
        join(place, 'ca/ca.crt'),
        '-purpose',
        'sslclient',
        certificate,
      ]);
      expect(statSync(join(place, node, 'node.key')).mode & 0o077).toBe(0);
    }
    expect(readdirSync(join(place, 'ca'))).toEqual(['ca.crt']);
    const before = readFileSync(join(place, command![0]!, 'node.crt'), 'utf8');
    make();
    expect(readFileSync(join(place, command![0]!, 'node.crt'), 'utf8')).toBe(before);
  }, 60_000);

  test('names the nodes as the connection string and the nodes themselves do', () => {
    const { EVENTSTOREDB_URL: url } = compose.services['api']!.environment!;
    for (const node of command!) {
      expect(url).toContain(`${node}:2113`);
      const { environment } = compose.services[node]!;
      expect(environment!['KURRENTDB_NODE_HOST_ADVERTISE_AS']).toBe(node);
      expect(environment!['KURRENTDB_CERTIFICATE_FILE']).toBe(`/certificates/${node}/node.crt`);
      expect(environment!['KURRENTDB_GOSSIP_SEED']).not.toContain(node);
    }
  });
});

test('the gateway leads to services that are there, where they answer', () => {
  const text = readFileSync('deploy/compose/gateway/nginx.conf', 'utf8');
  const targets = [...text.matchAll(/http:\/\/([a-z-]+):(\d+)/g)].map(([, name, port]) => [name!, port]);
  expect(targets.length).toBeGreaterThan(0);
  for (const [name, port] of targets) expect(compose.services[name!]?.environment?.['PORT']).toBe(port);
  expect(text).toContain('location = /metrics { return 404; }');
});
