import type { ComplaintEvent, IncidentEvent } from '#contracts';
import type { Rules } from '#kernel';
import { line } from './timeline-line.projection.js';
import type { TimelineRow } from './timeline.table.js';
import {
  answerWords,
  channelWords,
  gradeWords,
  incidentWords,
  speakerOf,
  topicWords,
} from './timeline.words.js';

const incidentSeverity = { minor: 'minor', serious: 'bad', grave: 'grave' } as const;
const answerSeverity = { founded: 'bad', unfounded: 'good', 'not-competent': 'neutral' } as const;

/**
 * Lines of complaints. Who complained and in which words stays in the vault; a complaint alone proves
 * nothing.
 */
export const complaintLines: Rules<ComplaintEvent, TimelineRow> = {
  ComplaintReceived: (data, recorded) => {
    const by = speakerOf(data.department);
    const topic = topicWords[data.topic];
    const zh = `${by.zh}经${channelWords[data.channel].zh}收到投诉（${topic.zh}），应于 ${data.answerBy} 前答复`;
    const en =
      `${by.en} received a complaint about ${topic.en} through ${channelWords[data.channel].en}, ` +
      `to be answered by ${data.answerBy}`;
    return line(
      recorded,
      data.facilityId,
      { kind: 'complaint', severity: 'neutral', zh, en },
      {
        department: data.department,
        caseId: data.complaintId,
        dueOn: data.answerBy,
        ...(data.assignee ? { officers: [data.assignee] } : {}),
      },
    );
  },

  ComplaintAnswered: (data, recorded) => {
    const by = speakerOf(data.department);
    const zh = `${by.zh}答复投诉：${answerWords[data.result].zh}`;
    const en = `${by.en} answered the complaint: ${answerWords[data.result].en}`;
    const said = { kind: 'complaint', severity: answerSeverity[data.result], zh, en } as const;
    return line(recorded, data.facilityId, said, {
      department: data.department,
      caseId: data.complaintId,
      ...(data.answeredBy ? { officers: [data.answeredBy] } : {}),
    });
  },
};

/** Lines of accidents and other incidents: counts, never persons. */
export const incidentLines: Rules<IncidentEvent, TimelineRow> = {
  IncidentReported: (data, recorded) => {
    const by = speakerOf(data.department);
    const kind = incidentWords[data.kind];
    const zh = `${by.zh}报告${kind.zh}：${data.summary}（死亡 ${data.dead} 人，受伤 ${data.injured} 人）`;
    const en = `${by.en} reported ${kind.en}: ${data.summary} (${data.dead} dead, ${data.injured} injured)`;
    const severity = data.dead > 0 ? 'grave' : incidentSeverity[data.gravity];
    return line(
      recorded,
      data.facilityId,
      { kind: 'incident', severity, zh, en },
      { department: data.department, caseId: data.incidentId },
    );
  },

  IncidentGraded: (data, recorded) => {
    const by = speakerOf(data.department);
    const grade = gradeWords[data.grade];
    const zh = `${by.zh}将事故定为${grade.zh}（${data.documentNo}）`;
    const en = `${by.en} graded it ${grade.en} (${data.documentNo})`;
    const severity = data.grade === 'ordinary' ? 'bad' : 'grave';
    const { department, incidentId: caseId, documentNo } = data;
    return line(
      recorded,
      data.facilityId,
      { kind: 'incident', severity, zh, en },
      { department, caseId, documentNo },
    );
  },

  IncidentClosed: (data, recorded) => {
    const by = speakerOf(data.department);
    const said = {
      kind: 'incident',
      severity: 'neutral',
      zh: `${by.zh}结案（${data.documentNo}）`,
      en: `${by.en} closed the incident (${data.documentNo})`,
    } as const;
    const { department, incidentId: caseId, documentNo } = data;
    return line(recorded, data.facilityId, said, { department, caseId, documentNo });
  },
};
