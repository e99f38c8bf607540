import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { departmentCodes, regions } from '#contracts';
import { callerFrom } from '../../libs/authority/claims.policy.js';
import { roleNames } from '../../libs/authority/authority.words.js';
import { ASYMMETRIC } from '../../libs/authority/token.adapter.js';
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

interface Mapper {
  readonly protocolMapper: string;
  readonly config: Readonly<Record<string, string>>;
}
interface Realm {
  readonly realm: string;
  readonly accessTokenLifespan: number;
  readonly defaultSignatureAlgorithm: string;
  readonly components: Readonly<Record<string, { config: Record<string, string[]> }[]>>;
  readonly clients: { clientId: string; protocolMappers: Mapper[]; serviceAccountsEnabled: boolean }[];
}

/** The claims Keycloak's mappers write for an account with these attributes. */
function claimsBy(
  mappers: readonly Mapper[],
  attributes: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const claims: Record<string, unknown> = {};
  for (const { protocolMapper, config } of mappers) {
    if (config['access.token.claim'] !== 'true') continue;
    const name = config['claim.name'] ?? '';
    if (protocolMapper === 'oidc-usermodel-attribute-mapper')
      claims[name] = attributes[config['user.attribute']!];
    if (protocolMapper === 'oidc-hardcoded-claim-mapper') claims[name] = config['claim.value'];
    if (protocolMapper === 'oidc-sub-mapper') claims['sub'] = 'b7b3';
    if (protocolMapper === 'oidc-audience-mapper') claims['aud'] = config['included.custom.audience'];
  }
  return claims;
}

describe('the realm', () => {
  const realm = JSON.parse(readFileSync('deploy/compose/keycloak/youan-realm.json', 'utf8')) as Realm;
  const [profile] = realm.components['org.keycloak.userprofile.UserProfileProvider']!;
  const { attributes } = JSON.parse(profile!.config['kc.user.profile.config']![0]!) as {
    attributes: {
      name: string;
      permissions: { edit: string[] };
      validations?: { options?: { options: string[] } };
    }[];
  };
  const attribute = (name: string) => attributes.find((one) => one.name === name);
  const client = (name: string) => realm.clients.find(({ clientId }) => clientId === name)!;
  const { ISSUER_URL: issuer, ISSUER_AUDIENCE: audience } = compose.services['api']!.environment!;

  test('writes tokens in which the platform recognises somebody', () => {
    const given = {
      shownName: '宋若川',
      shownNameEn: 'Song Ruochuan',
      role: 'inspector',
      department: 'FIRE',
      region: '371302',
      official: 'O-1',
    };
    const claims = claimsBy(client('youan-console').protocolMappers, given);
    expect(callerFrom(claims)).toEqual({
      ...{ account: 'b7b3', name: { zh: '宋若川', en: 'Song Ruochuan' }, role: 'inspector' },
      ...{ department: 'FIRE', region: '371302', official: 'O-1' },
    });
    expect(claims['aud']).toBe(audience);
    for (const name of Object.keys(given)) expect(attribute(name)?.permissions.edit).toEqual(['admin']);
  });

  test('and a department’s system for which nobody signs in', () => {
    const { protocolMappers, serviceAccountsEnabled } = client('fire-system');
    expect(serviceAccountsEnabled).toBe(true);
    expect(callerFrom(claimsBy(protocolMappers, {}))).toMatchObject({
      role: 'system',
      department: 'FIRE',
      region: '371300',
    });
  });

  test('offers the words the platform knows, and no others', () => {
    const offered = (name: string) => attribute(name)?.validations?.options?.options;
    expect(offered('role')).toEqual(roleNames);
    expect(offered('department')).toEqual(departmentCodes);
    expect(offered('region')?.toSorted()).toEqual(Object.keys(regions).sort());
  });

  test('its tokens live no longer than the platform believes them, and are signed as it demands', () => {
    expect(issuer).toMatch(new RegExp(`/realms/${realm.realm}$`));
    expect(realm.accessTokenLifespan).toBeLessThanOrEqual(900);
    expect(ASYMMETRIC).toContain(realm.defaultSignatureAlgorithm);
  });

  test('without its audience a token is recognised by nobody: the test itself would see it', () => {
    const without = client('fire-system').protocolMappers.filter(
      ({ protocolMapper }) => protocolMapper !== 'oidc-audience-mapper',
    );
    expect(claimsBy(without, {})['aud']).toBeUndefined();
  });
});
