import { readYaml } from './manifests.js';

export interface Service {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
  readonly deploy?: { readonly replicas?: number };
}
export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

export const composeFile = () => readYaml<ComposeFile>('deploy/compose/compose.yaml');
export const platformServices = ({ services }: ComposeFile): [string, Service][] =>
  Object.entries(services).filter(
    ([, { environment }]) => environment !== undefined && 'ROLES' in environment,
  );

/** Work that is done once: it needs no health and no restart. */
const once = ['certificates', 'kurrentdb-account'];
/** May be reached from this machine, and from this machine alone. */
const reachable = ['gateway', 'keycloak', 'grafana'];
/** Their images write beside their data, and were not tried with a closed file system. */
const writes = ['kurrentdb-1', 'kurrentdb-2', 'kurrentdb-3', 'kafka-1', 'kafka-2', 'kafka-3', 'keycloak'];

/** What a service gives away that it need not. */
export function faultsOfService(name: string, service: Service): string[] {
  const demands: readonly [boolean, string][] = [
    [/:v?\d+\.\d+(\.\d+)?(-[\w.]+)?$/.test(service.image), `its image ${service.image} is not pinned`],
    [service.cap_drop?.includes('ALL') ?? false, 'it keeps capabilities'],
    [service.security_opt?.includes('no-new-privileges:true') ?? false, 'it may gain privileges'],
    [service.mem_limit !== undefined && service.cpus !== undefined, 'it has no limits'],
    [once.includes(name) || service.restart === 'unless-stopped', 'nobody starts it again'],
    [once.includes(name) || service.healthcheck !== undefined, 'nobody asks how it is'],
    [writes.includes(name) || service.read_only === true, 'its files can be written'],
    [(service.ports ?? []).every((port) => port.startsWith('127.0.0.1:')), 'it is open to other machines'],
    [reachable.includes(name) || (service.ports ?? []).length === 0, 'it need not be reached from outside'],
    [
      service.network_mode === 'none' || (service.networks ?? []).length > 0,
      'it stands in the default network',
    ],
  ];
  return demands.filter(([met]) => !met).map(([, fault]) => `${name}: ${fault}`);
}
