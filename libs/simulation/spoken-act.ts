import type { PublishedEvent } from '#contracts';
import { Inspect } from '#inspection';
import type { Authored } from '#kernel';
import { Rectify } from '#rectification';

/**
 * An officer's act as the command that our own screens would give. Throws for what no screen of ours can
 * say.
 */
export function commandOf({ type, data }: PublishedEvent, authored: Authored): Inspect | Rectify {
  switch (type) {
    case 'InspectionOpened':
      return new Inspect({ kind: 'open', opening: data }, authored);
    case 'HazardFound': {
      const { inspectionId, department, facilityId: _, ...finding } = data;
      return new Inspect({ kind: 'find-hazard', inspectionId, department, finding }, authored);
    }
    case 'InspectionClosed': {
      const { inspectionId, department, facilityId: _, ...closing } = data;
      return new Inspect({ kind: 'close', inspectionId, department, closing }, authored);
    }
    case 'RectificationOrdered': {
      const { hazardId, department, facilityId: _, ...order } = data;
      return new Rectify({ kind: 'order', hazardId, department, order }, authored);
    }
    case 'RectificationExtended': {
      const { hazardId, department, facilityId: _, ...extension } = data;
      return new Rectify({ kind: 'extend', hazardId, department, extension }, authored);
    }
    case 'HazardRectified': {
      const { hazardId, department, facilityId: _, ...cure } = data;
      return new Rectify({ kind: 'rectify', hazardId, department, cure }, authored);
    }
    case 'RectificationVerified': {
      const { hazardId, department, facilityId: _, ...look } = data;
      return new Rectify({ kind: 'verify', hazardId, department, look }, authored);
    }
    default:
      throw new Error(`no command of ours says ${type}`);
  }
}
