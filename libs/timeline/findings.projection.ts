import { addDays, shanghaiDay } from '#rulebook';
import type { Severity } from './timeline.table.js';
import { speakerOf } from './timeline.words.js';

/** What must be read of a timeline entry to compare departments with each other. */
export interface Finding {
  readonly facilityId: string;
  readonly eventType: string;
  readonly department: string;
  readonly occurredAt: string;
  readonly position: string;
  readonly severity: Severity;
  readonly clause: string | null;
  readonly caseId: string | null;
  readonly chain: string | null;
  readonly inspectionId: string | null;
}
export const FINDINGS = [
  'InspectionOpened',
  'InspectionClosed',
  'HazardFound',
  'RectificationVerified',
] as const;

export interface LastInspection {
  readonly department: string;
  readonly inspectionId: string;
  readonly on: string;
  readonly verdict: 'passed' | 'failed' | null;
}
export interface RepeatOffence {
  readonly clause: string;
  readonly times: number;
  readonly departments: readonly string[];
}
export interface Contradiction {
  readonly departments: readonly [string, string];
  readonly inspectionIds: readonly string[];
  readonly on: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * Two words about one facility contradict each other when they lie no further apart than this (Opinion
 * §14).
 */
export const CONTRADICTION_DAYS = 30;

type Findings = readonly Finding[];
const inOrder = (findings: Findings) =>
  [...findings].sort(
    (a, b) => compare(a.occurredAt, b.occurredAt) || Number(BigInt(a.position) - BigInt(b.position)),
  );
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const verdictOf = ({ severity }: Finding) => (severity === 'good' ? 'passed' : 'failed');

const VISITS: ReadonlySet<string> = new Set(['InspectionOpened', 'InspectionClosed']);

/** The latest visit of each department, by the day it began. */
export function lastInspections(findings: Findings): LastInspection[] {
  const visits = new Map<string, LastInspection>();
  for (const finding of inOrder(findings)) {
    const { eventType, department, inspectionId, occurredAt } = finding;
    if (inspectionId === null || !VISITS.has(eventType)) continue;
    const verdict = eventType === 'InspectionClosed' ? verdictOf(finding) : null;
    const before = visits.get(inspectionId);
    const on = before?.on ?? shanghaiDay(occurredAt);
    visits.set(inspectionId, { department, inspectionId, on, verdict: verdict ?? before?.verdict ?? null });
  }
  const latest = new Map<string, LastInspection>();
  for (const visit of visits.values())
    if (visit.on >= (latest.get(visit.department)?.on ?? '')) latest.set(visit.department, visit);
  return [...latest.values()].sort((a, b) => compare(b.on, a.on));
}

/** Clauses this facility has broken more than once, with who found it. */
export function repeatOffences(findings: Findings): RepeatOffence[] {
  const byClause = new Map<string, { times: number; departments: Set<string> }>();
  for (const { eventType, clause, department } of findings) {
    if (eventType !== 'HazardFound' || clause === null) continue;
    const known = byClause.get(clause) ?? { times: 0, departments: new Set<string>() };
    known.times += 1;
    byClause.set(clause, { ...known, departments: known.departments.add(department) });
  }
  return [...byClause]
    .filter(([, { times }]) => times > 1)
    .map(([clause, { times, departments }]) => ({ clause, times, departments: [...departments].sort() }))
    .sort((a, b) => b.times - a.times || compare(a.clause, b.clause));
}

/** 结论矛盾: where two departments' words about one facility do not go together. Shown, never decided. */
export function contradictions(findings: Findings): Contradiction[] {
  const ordered = inOrder(findings);
  const found = [...differingVerdicts(ordered), ...foundAgain(ordered)];
  return found.sort((a, b) => compare(b.on, a.on));
}

function differingVerdicts(ordered: Findings): Contradiction[] {
  const latest = new Map<string, Finding>();
  const found: Contradiction[] = [];
  for (const closed of ordered) {
    if (closed.eventType !== 'InspectionClosed') continue;
    for (const other of latest.values())
      if (other.department !== closed.department && other.severity !== closed.severity && near(other, closed))
        found.push(differing(other, closed));
    latest.set(closed.department, closed);
  }
  return found;
}

const near = (earlier: Finding, later: Finding) =>
  shanghaiDay(later.occurredAt) <= addDays(shanghaiDay(earlier.occurredAt), CONTRADICTION_DAYS);

const verdictWords = {
  passed: { zh: '合格', en: 'passed' },
  failed: { zh: '不合格', en: 'failed' },
} as const;

function differing(a: Finding, b: Finding): Contradiction {
  const tell = (finding: Finding, language: 'zh' | 'en') => {
    const [who, on] = [speakerOf(finding.department)[language], shanghaiDay(finding.occurredAt)];
    const verdict = verdictWords[verdictOf(finding)][language];
    return language === 'zh' ? `${who} ${on} 检查结论为${verdict}` : `${who} on ${on}: ${verdict}`;
  };
  return {
    departments: [a.department, b.department],
    inspectionIds: [a.caseId!, b.caseId!],
    on: shanghaiDay(b.occurredAt),
    zh: `${tell(a, 'zh')}，${tell(b, 'zh')}`,
    en: `${tell(a, 'en')}; ${tell(b, 'en')}`,
  };
}

/**
 * One department saw a hazard put right; soon after another finds the same hazard, or the same clause
 * broken.
 */
function foundAgain(ordered: Findings): Contradiction[] {
  const clauseOf = new Map(
    ordered.flatMap(({ eventType, chain, clause }) => (eventType === 'HazardFound' ? [[chain, clause]] : [])),
  );
  const cured: Finding[] = [];
  const found: Contradiction[] = [];
  for (const finding of ordered) {
    if (finding.eventType === 'RectificationVerified' && finding.severity === 'good') cured.push(finding);
    if (finding.eventType !== 'HazardFound') continue;
    const denied = cured.findLast(
      (cure) =>
        cure.department !== finding.department &&
        near(cure, finding) &&
        (cure.chain === finding.chain || clauseOf.get(cure.chain) === finding.clause),
    );
    if (denied) found.push(again(denied, finding));
  }
  return found;
}

function again(cure: Finding, finding: Finding): Contradiction {
  const [sure, since] = [speakerOf(cure.department), shanghaiDay(cure.occurredAt)];
  const [sees, on] = [speakerOf(finding.department), shanghaiDay(finding.occurredAt)];
  return {
    departments: [cure.department, finding.department],
    inspectionIds: finding.inspectionId === null ? [] : [finding.inspectionId],
    on,
    zh: `${sure.zh} ${since} 复查认定隐患已整改，${sees.zh} ${on} 又发现同一问题（${finding.clause}）`,
    en: `${sure.en} on ${since}: put right; ${sees.en} on ${on}: found again (${finding.clause})`,
  };
}
