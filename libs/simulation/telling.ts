import { demoAccounts } from '#authority';
import { FacilityRegions, Intake, Rejections, type IntakeResult, type Sender } from '#intake';
import { reactionsTo, Refused, type EventStore, type PolicyEntry } from '#kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CityMisspoke, type CityGround } from './city-ground.js';
import { commandDesk } from './command-desk.module.js';
import { commandOf } from './spoken-act.js';
import type { Sending, Spoken, Step } from './steps.js';
import { StoreOfThatDay } from './store-of-that-day.adapter.js';

/** One telling: the doors of the platform, opened on the day of each step. */
export class Telling {
  private recorded = 0;
  private turnedAway = 0;
  private readonly intake: Intake;
  private readonly policies: readonly PolicyEntry[];
  private readonly commands: CommandBus;

  private constructor(
    private readonly ground: CityGround,
    private readonly store: StoreOfThatDay,
    private readonly desk: INestApplicationContext,
  ) {
    const { pool, scribe, policies } = ground;
    this.intake = new Intake({
      store,
      scribe,
      now: () => store.now,
      facilities: new FacilityRegions(pool),
      rejections: new Rejections(pool, scribe.personalData),
    });
    this.policies = policies({ store, scribe });
    this.commands = desk.get(CommandBus, { strict: false });
  }

  static async begin(ground: CityGround, imported: EventStore): Promise<Telling> {
    const store = new StoreOfThatDay(imported);
    return new Telling(ground, store, await commandDesk({ store, scribe: ground.scribe }));
  }

  async tellAll(steps: readonly Step[]): Promise<{ recorded: number; turnedAway: number }> {
    try {
      for (const [number, step] of steps.entries()) {
        await this.tell(step);
        if (number % 50 === 0) this.ground.onProgress?.(number / steps.length);
      }
    } finally {
      await this.desk.close();
    }
    return { recorded: this.recorded, turnedAway: this.turnedAway };
  }

  private async tell(step: Step): Promise<void> {
    this.store.turnTo(step.recordedAt);
    if (step.door === 'intake') this.check(step, await this.send(step));
    else await this.say(step);
    await this.answer();
  }

  private send({ by, cloudEvents }: Sending): Promise<IntakeResult[]> {
    const records = cloudEvents.map((cloudEvent) => ({
      bytes: Buffer.from(JSON.stringify(cloudEvent)),
    }));
    return this.intake.receive(records, senderCalled(by), 'http');
  }

  private check({ code }: Sending, results: readonly IntakeResult[]): void {
    for (const result of results) {
      const taken = result.outcome === 'recorded' || result.outcome === 'duplicate';
      if (taken ? code !== undefined : result.problem?.code !== code)
        throw new CityMisspoke(JSON.stringify(result));
      if (result.outcome === 'recorded') this.recorded += 1;
      if (code !== undefined) this.turnedAway += 1;
    }
  }

  private async say({ id, by, fact }: Spoken): Promise<void> {
    const { event, occurredAt, region } = fact;
    const { account: actor, department } = senderCalled(by);
    const authored = { commandId: id, occurredAt, meta: { actor, department, region } };
    try {
      await this.commands.execute(commandOf(event, authored));
      this.recorded += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, facts } = error.refusal;
      throw new CityMisspoke(`${id} ${event.type}: ${code} ${JSON.stringify(facts)}`);
    }
  }

  /**
   * The policies' answers become known with the facts that caused them; the runner finds them said
   * already.
   */
  private async answer(): Promise<void> {
    const reactions = this.store
      .takeWritten()
      .flatMap((recorded) =>
        this.policies.flatMap(({ policy, dispatch }) =>
          reactionsTo(policy, recorded).map((reaction) => ({ dispatch, ...reaction })),
        ),
      );
    // Each speaks of another hazard, so they need not wait for one another.
    await Promise.all(
      reactions.map(({ dispatch, command, authored }) => dispatch(command, authored).catch(acceptRefusal)),
    );
    this.store.takeWritten();
  }
}

/** A policy that is told no has been answered. */
function acceptRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}

function senderCalled(account: string): Sender {
  const caller = demoAccounts.find((one) => one.account === account);
  if (caller === undefined) throw new CityMisspoke(`no demo account ${account}`);
  return caller;
}
