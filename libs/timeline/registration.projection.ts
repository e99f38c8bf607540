import type { FacilityEvent } from '#contracts';
import type { Rules } from '#kernel';
import { line } from './timeline-line.projection.js';
import type { TimelineRow } from './timeline.table.js';
import { formWords } from './timeline.words.js';

/** Lines of a facility's registration and filing (Opinion §10). */
export const registrationLines: Rules<FacilityEvent, TimelineRow> = {
  FacilityRegistered: (data, recorded) => {
    const form = formWords[data.form];
    const zh = `「${data.name}」登记注册为${form.zh}，托位 ${data.capacity} 个`;
    const en = `“${data.name}” registered as a ${form.en} with ${data.capacity} places`;
    const said = { kind: 'registration', severity: 'neutral', zh, en } as const;
    return line(recorded, data.facilityId, said, { turn: 'registered' });
  },

  FacilityFiled: ({ facilityId, filingNo }, recorded) => {
    const zh = `卫生健康部门予以备案，备案号 ${filingNo}`;
    const en = `Filed with the health department under ${filingNo}`;
    const said = { kind: 'registration', severity: 'good', zh, en } as const;
    return line(recorded, facilityId, said, { documentNo: filingNo, turn: 'filed' });
  },

  FilingCancelled: ({ facilityId, reason }, recorded) => {
    const said = {
      kind: 'registration',
      severity: 'bad',
      zh: `备案注销：${reason}`,
      en: `Filing cancelled: ${reason}`,
    } as const;
    return line(recorded, facilityId, said, { turn: 'unfiled' });
  },

  CapacityChanged: ({ facilityId, capacity }, recorded) => {
    const zh = `托位变更为 ${capacity} 个`;
    const en = `Capacity changed to ${capacity} places`;
    return line(recorded, facilityId, { kind: 'registration', severity: 'neutral', zh, en }, {});
  },

  FacilityClosed: ({ facilityId, reason }, recorded) => {
    const said = {
      kind: 'registration',
      severity: 'neutral',
      zh: `机构停办：${reason}`,
      en: `Facility closed: ${reason}`,
    } as const;
    return line(recorded, facilityId, said, { turn: 'closed' });
  },
};
