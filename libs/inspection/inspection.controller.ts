import { Caller, Requires } from '#authority';
import {
  authoredBy,
  CommandBody,
  commandIdFor,
  ConductFacts,
  IsDay,
  IsId,
  OfficerBody,
  ReceiptAnswer,
} from '#conduct';
import type { Gravity } from '#contracts';
import { derivedId } from '#kernel';
import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { Inspect } from './inspection.handler.js';

const kinds = ['routine', 'special', 'complaint', 'joint', 're-inspection', 'self-report'] as const;
const gravities = ['minor', 'serious', 'grave'] as const;

class OpenInspectionBody extends CommandBody {
  @ApiPropertyOptional({ description: 'of the assigned inspection; made when missing' })
  @IsOptional()
  @IsId()
  readonly inspectionId?: string;
  @ApiProperty() @IsId() readonly facilityId!: string;
  @ApiProperty({ enum: kinds }) @IsIn(kinds) readonly kind!: (typeof kinds)[number];
  @ApiProperty({ type: [OfficerBody], description: 'two at least, of your own department' })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => OfficerBody)
  readonly officers!: OfficerBody[];
}

class FindHazardBody extends CommandBody {
  @ApiPropertyOptional({ description: 'made when missing' }) @IsOptional() @IsId() readonly hazardId?: string;
  @ApiProperty({ enum: gravities }) @IsIn(gravities) readonly gravity!: Gravity;
  @ApiProperty({ example: '消防法 §28' }) @IsString() @MinLength(1) @MaxLength(500) readonly clause!: string;
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(500) readonly finding!: string;
  @ApiPropertyOptional({ example: '2024-05-20' }) @IsOptional() @IsDay() readonly rectifyBy?: string;
}

class CloseInspectionBody extends CommandBody {
  @ApiProperty({ enum: ['passed', 'failed'] })
  @IsIn(['passed', 'failed'])
  readonly verdict!: 'passed' | 'failed';
}

@ApiTags('inspections')
@ApiHeader({ name: 'idempotency-key', required: false, description: 'the same key again changes nothing' })
@Controller('inspections')
@Requires('inspection/conduct')
export class InspectionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly facts: ConductFacts,
  ) {}

  @Post()
  @ApiOperation({ summary: '开始检查 / Begin an inspection' })
  @ApiCreatedResponse({ type: ReceiptAnswer })
  @ApiUnprocessableEntityResponse({ description: 'inspection/two-officers-required' })
  async open(
    @Caller() caller: Caller,
    @Body() { occurredAt, inspectionId, ...said }: OpenInspectionBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<ReceiptAnswer> {
    const commandId = commandIdFor(caller, key);
    const id = inspectionId ?? derivedId('inspection', commandId);
    const region = await this.facts.regionOf(caller, said.facilityId);
    const opening = { ...said, inspectionId: id, department: caller.department };
    const authored = authoredBy(caller, { commandId, occurredAt, region });
    return { id, ...(await this.commands.execute(new Inspect({ kind: 'open', opening }, authored))) };
  }

  @Post(':inspectionId/hazards')
  @ApiOperation({ summary: '记录隐患 / Record a hazard' })
  @ApiCreatedResponse({ type: ReceiptAnswer, description: '`id` is that of the hazard' })
  async find(
    @Caller() caller: Caller,
    @Param('inspectionId') inspectionId: string,
    @Body() { occurredAt, hazardId, ...said }: FindHazardBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<ReceiptAnswer> {
    const commandId = commandIdFor(caller, key);
    const id = hazardId ?? derivedId('hazard', commandId);
    const finding = { ...said, hazardId: id };
    const authored = await this.authored(caller, inspectionId, { commandId, occurredAt });
    const asked = { kind: 'find-hazard', inspectionId, department: caller.department, finding } as const;
    return { id, ...(await this.commands.execute(new Inspect(asked, authored))) };
  }

  @Post(':inspectionId/close')
  @ApiOperation({ summary: '结束检查 / Close an inspection with its verdict' })
  @ApiCreatedResponse({ type: ReceiptAnswer })
  @ApiUnprocessableEntityResponse({ description: 'inspection/hazard-still-open' })
  @ApiConflictResponse({ description: 'inspection/already-closed' })
  async close(
    @Caller() caller: Caller,
    @Param('inspectionId') inspectionId: string,
    @Body() { occurredAt, verdict }: CloseInspectionBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<ReceiptAnswer> {
    const commandId = commandIdFor(caller, key);
    const authored = await this.authored(caller, inspectionId, { commandId, occurredAt });
    const asked = {
      kind: 'close',
      inspectionId,
      department: caller.department,
      closing: { verdict },
    } as const;
    return { id: inspectionId, ...(await this.commands.execute(new Inspect(asked, authored))) };
  }

  /** The region is that of the facility the visit is to; an unknown visit is the decider's to refuse. */
  private async authored(
    caller: Caller,
    inspectionId: string,
    { commandId, occurredAt }: { commandId: string; occurredAt: string },
  ) {
    const [first] = await this.facts.said(`inspection-${inspectionId}`);
    const facilityId = first && 'facilityId' in first.data ? first.data.facilityId : undefined;
    const region = facilityId === undefined ? caller.region : await this.facts.regionOf(caller, facilityId);
    return authoredBy(caller, { commandId, occurredAt, region });
  }
}
