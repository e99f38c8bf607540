import { ConductFacts } from '#conduct';
import type { InspectionEvent, RectificationEvent } from '#contracts';
import { carryOut, EventStore, Scribe, type Authored, type Receipt } from '#kernel';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { InspectionCommand } from './inspection.commands.js';
import { inspection, isSettled } from './inspection.decider.js';

type Asked =
  | Omit<Extract<InspectionCommand, { kind: 'open' }>, 'holders'>
  | Extract<InspectionCommand, { kind: 'find-hazard' }>
  | Omit<Extract<InspectionCommand, { kind: 'close' }>, 'settled'>;

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
    return asked.kind === 'close' ? { ...asked, settled: await this.settledIn(asked.inspectionId) } : asked;
  }

  private async settledIn(inspectionId: string): Promise<readonly string[]> {
    const said = (await this.facts.said(`inspection-${inspectionId}`)) as readonly InspectionEvent[];
    const { graveHazards } = said.reduce(inspection.evolve, inspection.initial);
    const ends = await Promise.all(graveHazards.map((hazardId) => this.facts.said(`hazard-${hazardId}`)));
    return graveHazards.filter((_, at) => isSettled(ends[at] as readonly RectificationEvent[]));
  }
}
