import { Runner } from '#kernel';
import { Injectable } from '@nestjs/common';
import { Seats } from '../platform/seats.js';
import { Settings } from '../settings.js';

/** Which parts of the house this process plays now. */
@Injectable()
export class Parts {
  constructor(
    private readonly runner: Runner,
    private readonly seats: Seats,
    private readonly settings: Settings,
  ) {}

  /** Whether what this process makes or shows is behind while its read models are. */
  get needReadModels(): boolean {
    const roles = this.settings.get('ROLES');
    return roles.includes('api') || roles.includes('projector');
  }

  /** Seats this process stands for, and whether it sits there now. */
  sitting(): ReadonlyMap<string, boolean> {
    return new Map(this.seats.standing.map(({ name, held }) => [name, held]));
  }

  /** How many shards of each read model and policy this process holds now. */
  shards(): ReadonlyMap<string, number> {
    const held = new Map<string, number>();
    for (const { name } of this.runner.held) held.set(name, (held.get(name) ?? 0) + 1);
    return held;
  }

  played() {
    return {
      roles: this.settings.get('ROLES'),
      seats: Object.fromEntries([...this.sitting()].map(([seat, held]) => [seat, held ? 'held' : 'waiting'])),
      shards: Object.fromEntries(this.shards()),
    };
  }
}
