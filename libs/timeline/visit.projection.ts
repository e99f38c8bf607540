import type { InspectionEvent, RectificationEvent } from '#contracts';
import { silent, type Rules } from '#kernel';
import { line } from './timeline-line.projection.js';
import type { TimelineRow } from './timeline.table.js';
import { gravityWords, inspectionWords, speakerOf } from './timeline.words.js';

const severityOf = { minor: 'minor', serious: 'bad', grave: 'grave' } as const;

/** Lines that inspections put on the timeline. */
export const inspectionLines: Rules<InspectionEvent, TimelineRow> = {
  InspectionAssigned: (data, recorded) => {
    const by = speakerOf(data.department);
    const zh = `${by.zh}下达检查任务，应于 ${data.dueOn} 前完成（${data.basis}）`;
    const en = `${by.en} assigned an inspection, due ${data.dueOn} (${data.basis})`;
    return line(
      recorded,
      data.facilityId,
      { kind: 'inspection', severity: 'neutral', zh, en },
      {
        department: data.department,
        caseId: data.inspectionId,
        inspectionId: data.inspectionId,
        officers: [data.assignee],
        dueOn: data.dueOn,
      },
    );
  },

  InspectionOpened: (data, recorded) => {
    const by = speakerOf(data.department);
    const visit = inspectionWords[data.kind];
    const { length } = data.officers;
    const zh = `${by.zh}开始${visit.zh}${length > 0 ? `，执法人员 ${length} 名` : ''}`;
    const en = `${by.en} began ${visit.en}${length > 0 ? ` with ${length} officer${length > 1 ? 's' : ''}` : ''}`;
    return line(
      recorded,
      data.facilityId,
      { kind: 'inspection', severity: 'neutral', zh, en },
      {
        department: data.department,
        caseId: data.inspectionId,
        inspectionId: data.inspectionId,
        officers: data.officers,
      },
    );
  },

  HazardFound: (data, recorded) => {
    const by = speakerOf(data.department);
    const grade = gravityWords[data.gravity];
    const zh = `${by.zh}发现${grade.zh}：${data.finding}${data.rectifyBy ? `，限 ${data.rectifyBy} 前整改` : ''}`;
    const en = `${by.en} found ${grade.en}: ${data.finding}${data.rectifyBy ? `, to be put right by ${data.rectifyBy}` : ''}`;
    return line(
      recorded,
      data.facilityId,
      { kind: 'hazard', severity: severityOf[data.gravity], zh, en },
      {
        department: data.department,
        hazardId: data.hazardId,
        inspectionId: data.inspectionId,
        clause: data.clause,
        dueOn: data.rectifyBy,
      },
    );
  },

  InspectionClosed: (data, recorded) => {
    const by = speakerOf(data.department);
    const passed = data.verdict === 'passed';
    const zh = `${by.zh}检查结束，结论：${passed ? '合格' : '不合格'}`;
    const en = `${by.en} closed the inspection: ${passed ? 'passed' : 'failed'}`;
    return line(
      recorded,
      data.facilityId,
      { kind: 'inspection', severity: passed ? 'good' : 'bad', zh, en },
      {
        department: data.department,
        caseId: data.inspectionId,
        inspectionId: data.inspectionId,
        ...(data.lead ? { officers: [data.lead] } : {}),
      },
    );
  },
};

/** Lines that follow a hazard until it is put right. */
export const rectificationLines: Rules<RectificationEvent, TimelineRow> = {
  RectificationOpened: silent('the platform begins to follow a hazard whose finding already has its line'),

  RectificationOrdered: (data, recorded) => {
    const by = speakerOf(data.department);
    const zh = `${by.zh}责令改正，限 ${data.dueOn} 前整改，${data.recheckBy} 前复查（${data.documentNo}）`;
    const en =
      `${by.en} ordered rectification by ${data.dueOn}, re-inspection due ${data.recheckBy} ` +
      `(${data.documentNo})`;
    return line(
      recorded,
      data.facilityId,
      { kind: 'order', severity: 'neutral', zh, en },
      {
        department: data.department,
        hazardId: data.hazardId,
        clause: data.clause,
        officers: [data.signedBy],
        documentNo: data.documentNo,
        dueOn: data.dueOn,
      },
    );
  },

  RectificationExtended: (data, recorded) => {
    const by = speakerOf(data.department);
    const zh = `${by.zh}同意整改延期至 ${data.dueOn}，${data.recheckBy} 前复查：${data.reason}`;
    const en = `${by.en} extended rectification to ${data.dueOn}, re-inspection due ${data.recheckBy}: ${data.reason}`;
    const said = { kind: 'order', severity: 'neutral', zh, en } as const;
    const { department, hazardId, dueOn } = data;
    return line(recorded, data.facilityId, said, { department, hazardId, dueOn, officers: [data.signedBy] });
  },

  // The facility's word, or what the officers saw on the spot. A tick is for what a department looked at
  // again.
  HazardRectified: (data, recorded) => {
    const onTheSpot = data.when === 'on-the-spot';
    const zh = onTheSpot ? '隐患已当场整改' : `机构报告隐患已于 ${data.rectifiedOn} 整改，待复查`;
    const en = onTheSpot
      ? 'The hazard was put right on the spot'
      : `The facility put the hazard right on ${data.rectifiedOn}; re-inspection pending`;
    const said = { kind: 'rectification', severity: onTheSpot ? 'good' : 'neutral', zh, en } as const;
    return line(recorded, data.facilityId, said, { department: data.department, hazardId: data.hazardId });
  },

  RectificationVerified: (data, recorded) => {
    const by = speakerOf(data.department);
    const rectified = data.outcome === 'rectified';
    const zh = `${by.zh}复查：${rectified ? '隐患已整改' : '隐患未整改'}`;
    const en = `${by.en} re-inspected: the hazard ${rectified ? 'has been put right' : 'has not been put right'}`;
    const said = { kind: 'rectification', severity: rectified ? 'good' : 'bad', zh, en } as const;
    const { department, hazardId, verifier } = data;
    return line(recorded, data.facilityId, said, {
      department,
      hazardId,
      ...(verifier ? { officers: [verifier] } : {}),
    });
  },
};
