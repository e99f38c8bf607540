import { ConductFacts } from '#conduct';
import { carryOut, EventStore, Scribe, type Authored, type Receipt } from '#kernel';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { InspectionCommand } from './inspection.commands.js';
import { inspection } from './inspection.decider.js';
import { graveHazardsIn } from './standing-hazard.js';

type Asked =
  | Omit<Extract<InspectionCommand, { kind: 'open' }>, 'holders'>
  | Extract<InspectionCommand, { kind: 'find-hazard' }>
  | Omit<Extract<InspectionCommand, { kind: 'close' }>, 'settled' | 'standing'>;

/** A command as a caller gives it; what must be looked up in other streams is added here. */
export class Inspect extends Command<Receipt> {
  constructor(
    readonly asked: Asked,
    readonly authored: Authored,
  ) {
    super();
  }
}

@CommandHandler(Inspect)
export class InspectHandler implements ICommandHandler<Inspect> {
  constructor(
    readonly store: EventStore,
    readonly scribe: Scribe,
    private readonly facts: ConductFacts,
  ) {}

  async execute({ asked, authored }: Inspect): Promise<Receipt> {
    const inspectionId = asked.kind === 'open' ? asked.opening.inspectionId : asked.inspectionId;
    const command = await this.informed(asked);
    return carryOut(inspection, this, `inspection-${inspectionId}`, { command, authored });
  }

  private async informed(asked: Asked): Promise<InspectionCommand> {
    if (asked.kind === 'open') {
      const { department, officers } = asked.opening;
      return { ...asked, holders: await this.facts.holdersIn(department, officers) };
    }
    if (asked.kind === 'find-hazard') return asked;
    const [first] = await this.facts.said(`inspection-${asked.inspectionId}`);
    const facilityId = first && 'facilityId' in first.data ? first.data.facilityId : undefined;
    const history = facilityId === undefined ? [] : await this.facts.aboutFacility(facilityId);
    return { ...asked, ...graveHazardsIn(history, asked.department) };
  }
}
