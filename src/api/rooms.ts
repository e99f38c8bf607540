import { DashboardModule } from '#dashboard';
import { AccountabilityModule } from '#accountability';
import { InspectionModule } from '#inspection';
import { IntakeModule } from '#intake';
import { RectificationModule } from '#rectification';
import { TimelineModule } from '#timeline';
import { TraceModule } from '#trace';
import { VaultModule } from '#vault';
import type { DynamicModule, Type } from '@nestjs/common';
import type { Role } from '../settings-declared.js';

type Room = Type | DynamicModule;

/** What a process with a role shows over HTTP. */
const rooms: Partial<Record<Role, readonly Room[]>> = {
  api: [
    TimelineModule,
    AccountabilityModule,
    InspectionModule,
    RectificationModule,
    DashboardModule,
    TraceModule,
    VaultModule,
  ],
  intake: [IntakeModule],
};

export const roomsFor = (roles: readonly Role[]): readonly Room[] =>
  roles.flatMap((role) => rooms[role] ?? []);
