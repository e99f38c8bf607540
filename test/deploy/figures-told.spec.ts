import { readFileSync } from 'node:fs';
import { Metrics } from '../../src/api/metrics.js';
import { composeFile, platformServices } from './compose-file.js';
import { faultsOfExpression } from './guards.js';
import { manifestsOf, overlayFolder, readYaml } from './manifests.js';

/** Every figure `/metrics` tells, by the names Prometheus knows it under, with its labels. */
function toldFigures(): Map<string, readonly string[]> {
  const { registry } = new Metrics({} as never, {} as never, {} as never, {} as never);
  const told = new Map<string, readonly string[]>();
  for (const { name, type, ...rest } of registry.getMetricsAsArray() as unknown as Figure[]) {
    const labels = rest.labelNames ?? [];
    if (String(type) !== 'histogram') told.set(name, labels);
    else for (const part of ['_bucket', '_sum', '_count']) told.set(`${name}${part}`, [...labels, 'le']);
  }
  return told;
}
interface Figure {
  readonly name: string;
  readonly type: unknown;
  readonly labelNames?: readonly string[];
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly runbook: string };
}
const told = toldFigures();
const rules = readYaml<{ groups: { rules: Rule[] }[] }>('deploy/observability/alerts.yml').groups.flatMap(
  (group) => group.rules,
);
const dashboard = JSON.parse(readFileSync('deploy/observability/grafana/platform.json', 'utf8')) as {
  panels: {
    title: string;
    datasource: { uid: string };
    targets: { expr: string }[];
    gridPos: { x: number; w: number };
  }[];
};

describe('alerts', () => {
  test.each(rules.map(({ alert, expr }) => [alert, expr]))('%s asks for figures that are told', (_, expr) =>
    expect(faultsOfExpression(expr!, told)).toEqual([]),
  );

  test('each one leads to its section of the operator’s page, in both languages, and each section to an alert', () => {
    const named = rules.map(({ annotations }) => annotations.runbook);
    expect(named).toEqual(rules.map(({ alert }) => `deploy/operations.md#${alert.toLowerCase()}`));
    for (const page of ['deploy/operations.md', 'deploy/operations.zh-CN.md']) {
      const sections = [...readFileSync(page, 'utf8').matchAll(/^### (\w+)$/gm)].map(([, name]) => name!);
      expect([page, sections.sort()]).toEqual([page, rules.map(({ alert }) => alert).sort()]);
    }
  });

  test('each one says whether somebody is woken', () => {
    for (const { labels } of rules) expect(['page', 'ticket']).toContain(labels.severity);
  });
});

describe('the dashboard', () => {
  test.each(dashboard.panels.map(({ title, targets }) => [title, targets] as const))(
    '%s shows figures that are told',
    (_, targets) => expect(targets.flatMap(({ expr }) => faultsOfExpression(expr, told))).toEqual([]),
  );

  test('every panel fits on the screen and asks the provisioned source', () => {
    const sources = readYaml<{ datasources: { uid: string }[] }>(
      'deploy/observability/grafana/datasources.yml',
    ).datasources;
    for (const { gridPos, datasource } of dashboard.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      expect(sources.map(({ uid }) => uid)).toContain(datasource.uid);
    }
  });
});

test('what scales the projectors is told', () => {
  const scaled = manifestsOf(overlayFolder('province')).find(
    ({ kind }) => kind === 'ScaledObject',
  ) as unknown as {
    spec: { triggers: { metadata: { query: string } }[] };
  };
  expect(scaled.spec.triggers.flatMap(({ metadata }) => faultsOfExpression(metadata.query, told))).toEqual(
    [],
  );
});

test('Prometheus asks every service that plays a role, where it answers', () => {
  const { scrape_configs: jobs } = readYaml<{
    scrape_configs: { dns_sd_configs?: { names: string[]; port: number }[] }[];
  }>('deploy/observability/prometheus.yml');
  const asked = jobs.flatMap(({ dns_sd_configs: found = [] }) =>
    found.flatMap(({ names, port }) => names.map((name) => [name, String(port)])),
  );
  const ours = platformServices(composeFile()).map(([name, { environment }]) => [name, environment!['PORT']]);
  expect(asked.sort()).toEqual(ours.sort());
});

describe('the guard', () => {
  test.each([
    ['a figure nobody tells', 'max(youan_projection_lag) > 5', 'nobody tells youan_projection_lag'],
    ['a label it does not carry', 'youan_store_head{shard="1"}', 'youan_store_head has no label shard'],
    ['a histogram without its part', 'rate(youan_http_request_seconds[5m])', ''],
    [
      'a figure in a sum',
      'sum by (a) (rate(process_cpu_second_total{job="youan"}[5m]))',
      'nobody tells process_cpu_second_total',
    ],
  ])('catches %s', (_, expression, fault) => {
    const faults = faultsOfExpression(expression, told);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });
});
