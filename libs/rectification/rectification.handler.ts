import { ConductFacts, hazardIn } from '#conduct';
import { carryOut, EventStore, policyEntry, Scribe, type Authored, type Desk, type Receipt } from '#kernel';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { openRectificationOnHazardFound } from './follow-hazard.policy.js';
import type { RectificationCommand } from './rectification.commands.js';
import { rectification } from './rectification.decider.js';

type WithoutFound<C> = C extends unknown ? Omit<C, 'found'> : never;
/** A command as a caller gives it; the finding is looked up here. */
export class Rectify extends Command<Receipt> {
  constructor(
    readonly asked: WithoutFound<Exclude<RectificationCommand, { kind: 'open' }>>,
    readonly authored: Authored,
  ) {
    super();
  }
}

@CommandHandler(Rectify)
export class RectifyHandler implements ICommandHandler<Rectify> {
  constructor(
    readonly store: EventStore,
    readonly scribe: Scribe,
    private readonly facts: ConductFacts,
  ) {}

  async execute({ asked, authored }: Rectify): Promise<Receipt> {
    const finding = await this.facts.findingOf(asked.hazardId);
    const command = { ...asked, found: finding && hazardIn(finding) };
    return carryOut(rectification, this, `hazard-${asked.hazardId}`, { command, authored });
  }
}

/** The room's policy with whoever carries out what it asks for. */
export const rectificationPolicy = (desk: Desk) =>
  policyEntry(openRectificationOnHazardFound, (command, authored) =>
    carryOut(rectification, desk, `hazard-${command.hazardId}`, { command, authored }),
  );
