import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

const folder = 'test/data/schemas';
const open = (name: string) =>
  JSON.parse(gunzipSync(readFileSync(`${folder}/${name}.json.gz`)).toString()) as Record<string, unknown>;

const ajv = () => new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
const kubernetes = ajv().addSchema(open('kubernetes-1.32.0-strict'));

/** Kinds we use, by the name Kubernetes gives their schema. */
const kinds: Readonly<Record<string, string>> = {
  'v1/Namespace': 'core.v1.Namespace',
  'v1/ServiceAccount': 'core.v1.ServiceAccount',
  'v1/ConfigMap': 'core.v1.ConfigMap',
  'v1/Service': 'core.v1.Service',
  'apps/v1/Deployment': 'apps.v1.Deployment',
  'policy/v1/PodDisruptionBudget': 'policy.v1.PodDisruptionBudget',
  'autoscaling/v2/HorizontalPodAutoscaler': 'autoscaling.v2.HorizontalPodAutoscaler',
  'networking.k8s.io/v1/NetworkPolicy': 'networking.v1.NetworkPolicy',
  'networking.k8s.io/v1/Ingress': 'networking.v1.Ingress',
};

const compose = ajv().compile(open('compose-spec'));
const scaledObject = ajv().compile(open('keda-2.20.2-scaledobject-spec'));
const rules = ajv().compile(open('prometheus-operator-0.93.1-prometheusrule-spec'));

const told = (errors: readonly ErrorObject[] | null | undefined, all: boolean): string[] =>
  (errors ?? [])
    .filter(({ keyword }) => all || keyword !== 'required')
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);

function faultsBy(validate: ValidateFunction, document: unknown, whole = true): string[] {
  return validate(document) ? [] : told(validate.errors, whole);
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
}

/** What of a manifest its published schema does not allow; of a patch (`whole` false) nothing may be missing from it. */
export function faultsOfManifest(manifest: Manifest, whole = true): string[] {
  const { apiVersion, kind, metadata } = manifest;
  const at = `${kind} ${metadata?.name}`;
  if (kind === 'ScaledObject')
    return faultsBy(scaledObject, (manifest as unknown as { spec: unknown }).spec).map(
      (line) => `${at}: ${line}`,
    );
  const name = kinds[`${apiVersion}/${kind}`];
  const validate =
    name === undefined
      ? undefined
      : kubernetes.getSchema(`kubernetes-1.32.0-strict#/$defs/io.k8s.api.${name}`);
  if (validate === undefined) return [`${at}: no schema for ${apiVersion}/${kind}`];
  return faultsBy(validate as ValidateFunction, manifest, whole).map((line) => `${at}: ${line}`);
}

export const faultsOfCompose = (document: unknown) => faultsBy(compose, document);
export const faultsOfRules = (document: unknown) => faultsBy(rules, document);
