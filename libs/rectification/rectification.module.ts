import { ConductModule } from '#conduct';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RectificationController } from './rectification.controller.js';
import { RectifyHandler } from './rectification.handler.js';

/**
 * 隐患整改.
 * Says: RectificationOpened, RectificationOrdered, RectificationExtended, HazardRectified,
 * RectificationVerified.
 * Listens to: HazardFound, whose following it opens.
 */
@Module({
  imports: [CqrsModule, ConductModule],
  controllers: [RectificationController],
  providers: [RectifyHandler],
})
export class RectificationModule {}
