import { readSettings, WrongSettings } from '../../src/settings.js';
import { roles, settingNames } from '../../src/settings-declared.js';
import type { Deployment, Probe } from './manifests.js';

type Environment = Readonly<Record<string, string>>;

/** Names nobody declared, and what the program itself would say to these values at its start. */
export function faultsOfSettings(where: string, environment: Environment): string[] {
  const unknown = Object.keys(environment).filter(
    (name) => !(settingNames as readonly string[]).includes(name),
  );
  let refused: readonly string[] = [];
  try {
    readSettings(environment);
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    refused = error.sentences;
  }
  return [
    ...unknown.map((name) => `${where}: there is no setting ${name}`),
    ...refused.map((one) => `${where}: ${one}`),
  ];
}

/** Declared settings no manifest uses and no reason excuses, and reasons that excuse nothing. */
export function unusedSettings(
  used: ReadonlySet<string>,
  excused: Readonly<Record<string, string>>,
): string[] {
  const idle = settingNames.filter((name) => !used.has(name) && !(name in excused));
  const needless = Object.keys(excused).filter(
    (name) => used.has(name) || !(settingNames as readonly string[]).includes(name),
  );
  return [
    ...idle.map((name) => `${name} is used nowhere`),
    ...needless.map((name) => `${name} needs no excuse`),
  ];
}

/** Roles a way to run leaves out, and words that are no role. */
export function faultsOfRoles(
  where: string,
  played: readonly string[],
  needed: readonly string[] = roles,
): string[] {
  const named = played.flatMap((value) => value.split(','));
  return [
    ...named
      .filter((name) => !(roles as readonly string[]).includes(name))
      .map((name) => `${where}: no role ${name}`),
    ...needed.filter((name) => !named.includes(name)).map((name) => `${where}: nobody plays ${name}`),
  ];
}

const secretName = /(PASSWORD|SECRET|TOKEN|CREDENTIALS?|_KEY)$/i;
const pointer = /(PASSWORD|SECRET|TOKEN|KEY)_+FILE$/i;
const isPlace = (value: string) => value.startsWith('/') || value === '';

/** Texts that are secrets themselves instead of naming where one lies. */
export function literalSecrets(where: string, value: unknown, name = ''): string[] {
  if (typeof value === 'string') {
    const inAddress = /[a-z+]+:\/\/[^/\s:@]+:[^/\s@$]+@/.test(value);
    const here = (secretName.test(name) || pointer.test(name)) && !isPlace(value);
    return inAddress || here ? [`${where}: ${name} holds a secret`] : [];
  }
  if (Array.isArray(value)) return value.flatMap((one) => literalSecrets(where, one, name));
  if (typeof value !== 'object' || value === null) return [];
  const { kind } = value as { kind?: unknown };
  if (kind === 'Secret') return [`${where}: a Secret stands among the manifests`];
  return Object.entries(value).flatMap(([key, one]) => literalSecrets(where, one, key));
}

type Demand = readonly [met: boolean, fault: string];
const probePath: Readonly<Record<string, string>> = {
  startupProbe: '/health/live',
  livenessProbe: '/health/live',
  readinessProbe: '/health/ready',
};

/** What a pod of ours must have and has not, and what it has that it need not. */
export function faultsOfDeployment(deployment: Deployment, port: number): string[] {
  const { spec } = deployment.spec.template;
  const [container] = spec.containers;
  const probe = (name: string) => (container as unknown as Record<string, Probe | undefined>)[name]?.httpGet;
  const { securityContext: own = {}, resources, ports = [] } = container!;
  const demands: readonly Demand[] = [
    ...Object.entries(probePath).map(
      ([name, path]) =>
        [probe(name)?.path === path && probe(name)?.port === 'http', `${name} does not ask ${path}`] as const,
    ),
    [ports.some((one) => one.name === 'http' && one.containerPort === port), `port http is not ${port}`],
    [spec.securityContext?.['runAsNonRoot'] === true, 'it may run as root'],
    [own['readOnlyRootFilesystem'] === true, 'its files can be written'],
    [own['allowPrivilegeEscalation'] === false, 'it may gain privileges'],
    [JSON.stringify(own['capabilities']) === '{"drop":["ALL"]}', 'it keeps capabilities'],
    [resources?.requests !== undefined && resources.limits?.memory !== undefined, 'it has no limits'],
    [(spec.topologySpreadConstraints ?? []).length > 0, 'its pods may stand on one machine'],
    [spec.automountServiceAccountToken === false, 'it is given an account of the cluster'],
    [(spec.terminationGracePeriodSeconds ?? 0) >= 30, 'it is killed before it can end in order'],
  ];
  return demands.filter(([met]) => !met).map(([, fault]) => `${deployment.metadata.name}: ${fault}`);
}

/** What other exporters tell Prometheus, and Prometheus itself. */
const foreign = ['up', 'ALERTS', 'node_filesystem_avail_bytes', 'node_filesystem_size_bytes'];

/** Figures an expression asks for that nobody tells, and labels they do not carry. */
export function faultsOfExpression(
  expression: string,
  told: ReadonlyMap<string, readonly string[]>,
): string[] {
  const plain = expression.replace(/"[^"]*"/g, '""');
  const names = [...plain.matchAll(/\b(up|[a-z]+_[a-z0-9_]+)\b(?=\s*[{[)]|\s*$|\s*[<>=/+-])/g)].map(
    ([, name]) => name!,
  );
  const unknown = names.filter((name) => !told.has(name) && !foreign.includes(name) && !functions.has(name));
  const labels = [...plain.matchAll(/\b([a-z0-9_]+)\{([^}]*)\}/g)].flatMap(([, name, inside]) => {
    const known = told.get(name!);
    const asked = [...inside!.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!);
    return known === undefined
      ? []
      : asked
          .filter((label) => ![...known, ...everywhere].includes(label))
          .map((label) => `${name} has no label ${label}`);
  });
  return [...unknown.map((name) => `nobody tells ${name}`), ...labels];
}
const functions = new Set(['histogram_quantile', 'predict_linear']);
/** Put on by the scrape. */
const everywhere = ['job', 'instance', 'role'];
