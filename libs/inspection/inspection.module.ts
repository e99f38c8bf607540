import { ConductModule } from '#conduct';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { InspectionController } from './inspection.controller.js';
import { InspectHandler } from './inspection.handler.js';

/**
 * 监督检查.
 * Says: InspectionOpened, HazardFound, InspectionClosed.
 * Listens to: nothing.
 */
@Module({
  imports: [CqrsModule, ConductModule],
  controllers: [InspectionController],
  providers: [InspectHandler],
})
export class InspectionModule {}
