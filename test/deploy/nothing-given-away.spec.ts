import { composeFile, faultsOfService } from './compose-file.js';
import { literalSecrets } from './guards.js';
import { documentsIn, manifestsOf, overlayFolder, overlays, patchesOf } from './manifests.js';

const compose = composeFile();

describe('compose', () => {
  test.each(Object.entries(compose.services))('%s gives nothing away', (name, service) =>
    expect(faultsOfService(name, service)).toEqual([]),
  );

  test('what is not to be reached stands in networks that lead nowhere', () => {
    for (const [name, { networks = [], ports = [] }] of Object.entries(compose.services))
      expect([name, networks.includes('outside')]).toEqual([name, ports.length > 0]);
    expect(compose.networks).toMatchObject({ inside: { internal: true }, front: { internal: true } });
  });

  test('of what one process alone may do, two stand ready', () => {
    for (const name of ['timer', 'ledger', 'api', 'projector'])
      expect(compose.services[name]!.deploy?.replicas).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ['latest', { image: 'a:latest' }, 'is not pinned'],
    ['an open port', { ports: ['5432:5432'] }, 'open to other machines'],
    ['a port of its own', { ports: ['127.0.0.1:5432:5432'] }, 'need not be reached'],
    ['open files', { read_only: false }, 'files can be written'],
    ['no health', { healthcheck: undefined }, 'nobody asks how it is'],
  ])('the guard catches %s', (_, change, words) =>
    expect(
      faultsOfService('postgres', { ...compose.services['postgres']!, ...change } as never).join(),
    ).toContain(words),
  );
});

describe('secrets', () => {
  const files = [
    'deploy/compose/keycloak/youan-realm.json',
    'deploy/observability/prometheus.yml',
    'deploy/observability/grafana/datasources.yml',
  ];
  test('none stands in a manifest', () => {
    expect(literalSecrets('compose', compose.services)).toEqual([]);
    for (const overlay of overlays)
      expect(
        literalSecrets(overlay, [
          ...manifestsOf(overlayFolder(overlay)),
          ...patchesOf(overlayFolder(overlay)),
        ]),
      ).toEqual([]);
    for (const file of files) expect(literalSecrets(file, documentsIn(file))).toEqual([]);
  });

  test.each([
    ['a password', { environment: { POSTGRES_PASSWORD: 'geheim' } }],
    ['a password in an address', { data: { DATABASE_URL: 'postgres://u:geheim@h/d' } }],
    ['a password where its file is to be named', { KAFKA_PASSWORD_FILE: 'geheim' }],
    ['a Secret', { kind: 'Secret', data: {} }],
    ['a client’s secret', { clients: [{ clientId: 'a', secret: 'geheim' }] }],
  ])('the guard catches %s', (_, planted) => expect(literalSecrets('here', planted)).toHaveLength(1));
});
