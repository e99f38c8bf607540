import { readFileSync } from 'node:fs';
import { departmentCodes, regions } from '#contracts';
import { callerFrom } from '../../libs/authority/claims.policy.js';
import { roleNames } from '../../libs/authority/authority.words.js';
import { ASYMMETRIC } from '../../libs/authority/token.adapter.js';
import { composeFile } from './compose-file.js';

const compose = composeFile();

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
      account: 'b7b3',
      name: { zh: '宋若川', en: 'Song Ruochuan' },
      role: 'inspector',
      department: 'FIRE',
      region: '371302',
      official: 'O-1',
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
