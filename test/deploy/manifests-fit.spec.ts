import { readFileSync } from 'node:fs';
import { policiesOver } from '../../src/platform/policies.js';
import { projections } from '../../src/platform/projections.js';
import { roles } from '../../src/settings-declared.js';
import { composeFile, platformServices } from './compose-file.js';
import { faultsOfDeployment, faultsOfRoles, faultsOfSettings, unusedSettings } from './guards.js';
import {
  deploymentsOf,
  manifestsFrom,
  manifestsOf,
  overlayFolder,
  overlays,
  settingsIn,
  type Deployment,
  type Overlay,
} from './manifests.js';

/** Declared and yet in no manifest, with the reason. */
const excused = {
  EMBEDDED_DATABASE_PORT: 'the embedded database is for `npm start`; here PostgreSQL stands by itself',
  DEMO_CITY: 'never with NODE_ENV=production',
  KAFKA_DEPARTMENTS: 'every department that sends facts, which is the default',
} as const;

const compose = composeFile();
const ours = platformServices(compose);
const rolesIn = (overlay: Overlay) => deploymentsOf(overlayFolder(overlay)).flatMap(rolesOf);
const rolesOf = ({ spec }: ReturnType<typeof deploymentsOf>[number]) =>
  spec.template.spec.containers.flatMap(({ env = [] }) =>
    env.filter(({ name }) => name === 'ROLES').map(({ value }) => value!),
  );

describe('settings', () => {
  test.each(ours)('compose: the program would start as %s', (name, { environment }) =>
    expect(faultsOfSettings(name, environment!)).toEqual([]),
  );

  test.each(overlays)('kubernetes, %s: the program would start', (overlay) =>
    expect(faultsOfSettings(overlay, settingsIn(overlay))).toEqual([]),
  );

  test('every declared one is used by some manifest or excused', () => {
    const used = new Set([
      ...ours.flatMap(([, { environment }]) => Object.keys(environment!)),
      ...overlays.flatMap((overlay) => Object.keys(settingsIn(overlay))),
      'ROLES',
    ]);
    expect(unusedSettings(used, excused)).toEqual([]);
    expect(unusedSettings(new Set([...used].filter((name) => name !== 'LOG_LEVEL')), excused)).toEqual([
      'LOG_LEVEL is used nowhere',
    ]);
    expect(unusedSettings(used, { ...excused, PORT: 'why' })).toEqual(['PORT needs no excuse']);
  });

  test.each([
    [
      'a name that is not ours',
      { ISSUER_URL: 'https://a.example', LOG_LEVLE: 'info' },
      'no setting LOG_LEVLE',
    ],
    ['a value it cannot read', { PORT: 'http' }, 'PORT must be'],
    [
      'a secret’s place without its account',
      { EVENTSTOREDB_USER: 'youan' },
      'needs EVENTSTOREDB_PASSWORD_FILE',
    ],
  ])('the guard catches %s', (_, environment, words) =>
    expect(faultsOfSettings('here', environment).join('\n')).toContain(words),
  );
});

describe('roles', () => {
  test('compose plays every one', () =>
    expect(
      faultsOfRoles(
        'compose',
        ours.map(([, { environment }]) => environment!['ROLES']!),
      ),
    ).toEqual([]));

  test('the province plays every one, the city all that work without Kafka', () => {
    expect(faultsOfRoles('province', rolesIn('province'))).toEqual([]);
    expect(
      faultsOfRoles(
        'city',
        rolesIn('city'),
        roles.filter((role) => role !== 'relay'),
      ),
    ).toEqual([]);
  });

  test('a pod is called what it plays', () => {
    for (const deployment of deploymentsOf(overlayFolder('province')))
      expect(rolesOf(deployment)).toEqual([
        deployment.spec.template.metadata.labels['app.kubernetes.io/component'],
      ]);
  });

  test('the guard catches a role nobody plays and a word that is none', () =>
    expect(faultsOfRoles('here', ['api,cook', 'intake'], ['api', 'timer'])).toEqual([
      'here: no role cook',
      'here: nobody plays timer',
    ]));
});

describe('pods', () => {
  const port = Number(settingsIn('city')['PORT']);
  test.each(deploymentsOf(overlayFolder('province')).map((one) => [one.metadata.name, one] as const))(
    '%s asks for health where it answers, and may do nothing it need not',
    (_, deployment) => expect(faultsOfDeployment(deployment, port)).toEqual([]),
  );

  test.each([
    ['runAsNonRoot: true', 'runAsNonRoot: false', 'it may run as root'],
    ['path: /health/ready', 'path: /health', 'readinessProbe does not ask /health/ready'],
    ['containerPort: 3000', 'containerPort: 3001', 'port http is not 3000'],
    ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'its files can be written'],
    ['drop: [ALL]', 'drop: [CHOWN]', 'it keeps capabilities'],
    [
      'terminationGracePeriodSeconds: 40',
      'terminationGracePeriodSeconds: 5',
      'it is killed before it can end in order',
    ],
  ])('the guard catches %s made %s', (right, wrong, fault) => {
    const text = readFileSync('deploy/kubernetes/base/api.yaml', 'utf8');
    expect(text).toContain(right);
    const [deployment] = manifestsFrom(text.replace(right, wrong)) as Deployment[];
    expect(faultsOfDeployment(deployment!, port)).toEqual([`youan-api: ${fault}`]);
  });

  test('every deployment has its disruption budget', () => {
    const kinds = manifestsOf(overlayFolder('province'));
    const named = (kind: string) =>
      kinds
        .filter((one) => one.kind === kind)
        .map(({ metadata }) => metadata.name)
        .sort();
    expect(named('PodDisruptionBudget')).toEqual(named('Deployment'));
  });

  test('no more projectors are asked for than there are shards to share', () => {
    const scaled = manifestsOf(overlayFolder('province')).find(({ kind }) => kind === 'ScaledObject');
    const shards = projections.reduce((sum, one) => sum + one.shards, 0) + policiesOver({} as never).length;
    expect(scaled).toMatchObject({ spec: { maxReplicaCount: shards } });
  });
});
