import { yuan, type EnforcementEvent } from '#contracts';
import type { Rules } from '#kernel';
import { line } from './timeline-line.projection.js';
import type { Severity, TimelineRow } from './timeline.table.js';
import { measureWords, penaltyWords, speakerOf } from './timeline.words.js';

const stops: ReadonlySet<string> = new Set(['temporary-seal', 'operation-suspended', 'power-cut']);
const penaltySeverity: Readonly<Record<string, Severity>> = {
  warning: 'minor',
  'public-criticism': 'minor',
  fine: 'bad',
  confiscation: 'bad',
  suspension: 'grave',
  closure: 'grave',
};

/** Lines of coercive measures and penalties, each with its document. */
export const enforcementLines: Rules<EnforcementEvent, TimelineRow> = {
  MeasureImposed: (data, recorded) => {
    const by = speakerOf(data.department);
    const taken = measureWords[data.measure];
    const zh = `${by.zh}${taken.zh}${data.until ? `，至 ${data.until}` : ''}（${data.documentNo}）`;
    const en = `${by.en} ${taken.en}${data.until ? ` until ${data.until}` : ''} (${data.documentNo})`;
    const stopping = stops.has(data.measure);
    return line(
      recorded,
      data.facilityId,
      { kind: 'measure', severity: stopping ? 'grave' : 'bad', zh, en },
      {
        department: data.department,
        caseId: data.measureId,
        hazardId: data.hazardId,
        clause: data.clause,
        officers: [data.signedBy],
        documentNo: data.documentNo,
        dueOn: data.until,
        ...(stopping ? { turn: 'stopped' } : {}),
      },
    );
  },

  MeasureLifted: (data, recorded) => {
    const by = speakerOf(data.department);
    const zh = `${by.zh}解除强制措施：${data.reason}`;
    const en = `${by.en} lifted the measure: ${data.reason}`;
    const said = { kind: 'measure', severity: 'good', zh, en } as const;
    const { department, measureId, signedBy } = data;
    return line(recorded, data.facilityId, said, {
      department,
      caseId: measureId,
      officers: [signedBy],
      turn: 'resumed',
    });
  },

  PenaltyDecided: (data, recorded) => {
    const by = speakerOf(data.department);
    const penalty = penaltyWords[data.penalty];
    const amount = data.amountFen ? yuan(data.amountFen) : undefined;
    const zh = `${by.zh}作出行政处罚决定：${penalty.zh}${amount ? ` ${amount} 元` : ''}（${data.documentNo}）`;
    const en = `${by.en} decided on ${penalty.en}${amount ? ` of ${amount} yuan` : ''} (${data.documentNo})`;
    return line(
      recorded,
      data.facilityId,
      { kind: 'penalty', severity: penaltySeverity[data.penalty]!, zh, en },
      {
        department: data.department,
        caseId: data.penaltyId,
        clause: data.clause,
        officers: [data.signedBy],
        documentNo: data.documentNo,
      },
    );
  },

  PenaltyRevoked: (data, recorded) => {
    const by = speakerOf(data.department);
    const zh = `${by.zh}撤销处罚决定：${data.reason}（${data.documentNo}）`;
    const en = `${by.en} revoked the penalty: ${data.reason} (${data.documentNo})`;
    const said = { kind: 'penalty', severity: 'neutral', zh, en } as const;
    const { department, penaltyId: caseId, documentNo } = data;
    return line(recorded, data.facilityId, said, { department, caseId, documentNo });
  },
};
