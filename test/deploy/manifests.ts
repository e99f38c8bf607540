import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Manifest } from './schemas.js';

export const overlays = ['city', 'province'] as const;
export type Overlay = (typeof overlays)[number];

interface Kustomization {
  readonly resources?: readonly string[];
  readonly patches?: readonly { readonly path: string }[];
}

export const readYaml = <T>(file: string): T => parse(readFileSync(file, 'utf8'), { merge: true }) as T;
export const manifestsFrom = (text: string): Manifest[] =>
  parseAllDocuments(text, { merge: true }).map((one) => one.toJS() as Manifest);
export const documentsIn = (file: string): Manifest[] => manifestsFrom(readFileSync(file, 'utf8'));

const kustomizationOf = (folder: string) => readYaml<Kustomization>(join(folder, 'kustomization.yaml'));

/** Manifests of an overlay and of what it stands on, before patches: what kustomize would read. */
export function manifestsOf(folder: string): Manifest[] {
  return (kustomizationOf(folder).resources ?? []).flatMap((path) =>
    path.endsWith('.yaml') ? documentsIn(join(folder, path)) : manifestsOf(join(folder, path)),
  );
}

export const patchesOf = (folder: string): Manifest[] =>
  (kustomizationOf(folder).patches ?? []).flatMap(({ path }) => documentsIn(join(folder, path)));

export const overlayFolder = (overlay: Overlay) => join('deploy/kubernetes/overlays', overlay);

/** Files no kustomization names: they would silently do nothing. */
export function forgottenFiles(folder: string): string[] {
  const kustomizations = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('kustomization.yaml'))
    .map((path) => join(folder, dirname(path)));
  return kustomizations.flatMap((at) => {
    const { resources = [], patches = [] } = kustomizationOf(at);
    const named = [...resources, ...patches.map(({ path }) => path), 'kustomization.yaml'];
    return readdirSync(at)
      .filter((file) => file.endsWith('.yaml') && !named.includes(file))
      .map((file) => join(at, file));
  });
}

interface ConfigMap extends Manifest {
  readonly data: Readonly<Record<string, string>>;
}
const isSettings = (manifest: Manifest): manifest is ConfigMap =>
  manifest.kind === 'ConfigMap' && manifest.metadata.name === 'youan';

/** What every process of an overlay is told, as the patch over the base makes it. */
export function settingsIn(overlay: Overlay): Record<string, string> {
  const folder = overlayFolder(overlay);
  const maps = [...manifestsOf(folder), ...patchesOf(folder)].filter(isSettings);
  return Object.assign({}, ...maps.map(({ data }) => data)) as Record<string, string>;
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string | number };
}
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly resources?: { readonly requests?: object; readonly limits?: { readonly memory?: string } };
  readonly securityContext?: Readonly<Record<string, unknown>>;
}
export interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly securityContext?: Readonly<Record<string, unknown>>;
        readonly terminationGracePeriodSeconds?: number;
        readonly topologySpreadConstraints?: readonly object[];
        readonly automountServiceAccountToken?: boolean;
      };
    };
  };
}
export const deploymentsOf = (folder: string): Deployment[] =>
  manifestsOf(folder).filter((one): one is Deployment => one.kind === 'Deployment');
