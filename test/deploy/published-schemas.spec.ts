import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { forgottenFiles, manifestsOf, overlayFolder, overlays, patchesOf, readYaml } from './manifests.js';
import { faultsOfCompose, faultsOfManifest, faultsOfRules, type Manifest } from './schemas.js';

const onPath = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
const planted = (manifest: Manifest, change: object) =>
  ({ ...structuredClone(manifest), ...change }) as Manifest;

describe.each(overlays)('kubernetes, %s', (overlay) => {
  const folder = overlayFolder(overlay);

  test('every manifest is what Kubernetes 1.32 and KEDA 2.20 publish, with nothing they do not know', () =>
    expect(manifestsOf(folder).flatMap((manifest) => faultsOfManifest(manifest))).toEqual([]));

  test('every patch says only what its kind knows', () =>
    expect(patchesOf(folder).flatMap((patch) => faultsOfManifest(patch, false))).toEqual([]));

  test('what kustomize makes of it is valid too, where kubectl is installed', () => {
    if (!onPath('kubectl')) return console.log(`no kubectl here: ${folder} was read, not built`);
    const built = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
    const manifests = parseAllDocuments(built).map((one) => one.toJS() as Manifest);
    expect(manifests).toHaveLength(manifestsOf(folder).length);
    expect(manifests.flatMap((manifest) => faultsOfManifest(manifest))).toEqual([]);
  });
});

test('no file stands beside a kustomization and is not named by it', () =>
  expect(forgottenFiles('deploy/kubernetes')).toEqual([]));

test('compose.yaml is what the Compose Specification publishes', () =>
  expect(faultsOfCompose(readYaml('deploy/compose/compose.yaml'))).toEqual([]));

test('the alerts are rules as Prometheus reads them', () =>
  expect(faultsOfRules(readYaml('deploy/observability/alerts.yml'))).toEqual([]));

test('and promtool, where it is installed, reads them and the scrape configuration', () => {
  if (!onPath('promtool'))
    return console.log('no promtool here: expressions were not parsed by Prometheus itself');
  expect(() => execFileSync('promtool', ['check', 'rules', 'deploy/observability/alerts.yml'])).not.toThrow();
  expect(() => execFileSync('promtool', ['test', 'rules', 'test/deploy/alerts.promtool.yml'])).not.toThrow();
});

describe('the schemas themselves', () => {
  const [first] = manifestsOf('deploy/kubernetes/base').filter(({ kind }) => kind === 'Deployment');
  const scaled = manifestsOf(overlayFolder('province')).find(({ kind }) => kind === 'ScaledObject')!;

  test.each([
    ['a word Kubernetes does not know', planted(first!, { spec: { ...Object(first).spec, replica: 2 } })],
    ['a number where text belongs', planted(first!, { metadata: { name: 7 } })],
    ['a kind nobody gave a schema for', planted(first!, { kind: 'Pod', apiVersion: 'v1' })],
    [
      'a trigger without its metadata',
      planted(scaled, { spec: { scaleTargetRef: { name: 'x' }, triggers: [{ type: 'cpu' }] } }),
    ],
    ['a word KEDA does not know', planted(scaled, { spec: { ...Object(scaled).spec, maxReplicas: 3 } })],
  ])('catch %s', (_, manifest) => expect(faultsOfManifest(manifest)).not.toEqual([]));

  test('catch a slip in compose', () =>
    expect(faultsOfCompose({ services: { a: { image: 'b', helthcheck: {} } } })).not.toEqual([]));

  test('catch a rule that is none', () =>
    expect(faultsOfRules({ groups: [{ name: 'a', rules: [{ alert: 'B', exp: 'up == 0' }] }] })).not.toEqual(
      [],
    ));

  test('say where they come from', () => {
    const page = readFileSync('test/data/schemas/README.md', 'utf8');
    for (const words of [
      'kubernetes-1.32.0-strict',
      'compose-spec',
      'keda-2.20.2',
      'prometheus-operator-0.93.1',
      'Apache',
    ])
      expect(page).toContain(words);
  });
});
