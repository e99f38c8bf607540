import type { PublishedEvent } from '#contracts';
import { silent, type Policy } from '#kernel';
import type { RectificationCommand } from './rectification.commands.js';

const quiet = silent('opens no rectification');

/** 整改立项: whoever finds a hazard, the platform follows it from that day on, in the finder's name. */
export const openRectificationOnHazardFound: Policy<PublishedEvent, RectificationCommand> = {
  name: 'openRectificationOnHazardFound',
  start: 'beginning',
  partition: ({ event }) => ('hazardId' in event.data && event.data.hazardId ? event.data.hazardId : ''),
  rules: {
    HazardFound: ({ hazardId, facilityId, department, inspectionId, gravity, rectifyBy }) => [
      {
        kind: 'open',
        hazardId,
        department,
        found: { hazardId, facilityId, department },
        following: { inspectionId, gravity, ...(rectifyBy === undefined ? {} : { rectifyBy }) },
      },
    ],
    FacilityRegistered: quiet,
    FacilityFiled: quiet,
    FilingCancelled: quiet,
    CapacityChanged: quiet,
    FacilityClosed: quiet,
    InspectionAssigned: quiet,
    InspectionOpened: quiet,
    InspectionClosed: quiet,
    RectificationOpened: quiet,
    RectificationOrdered: quiet,
    RectificationExtended: quiet,
    HazardRectified: quiet,
    RectificationVerified: quiet,
    MeasureImposed: quiet,
    MeasureLifted: quiet,
    PenaltyDecided: quiet,
    PenaltyRevoked: quiet,
    ComplaintReceived: quiet,
    ComplaintAnswered: quiet,
    IncidentReported: quiet,
    IncidentGraded: quiet,
    IncidentClosed: quiet,
    PostEstablished: quiet,
    PostAssumed: quiet,
    PostLeft: quiet,
    DutyAssigned: quiet,
  },
};
