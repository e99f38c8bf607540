import { Caller, Requires } from '#authority';
import {
  authoredBy,
  CommandBody,
  commandIdFor,
  ConductFacts,
  IsDay,
  OfficerBody,
  ReceiptAnswer,
} from '#conduct';
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
import { IsIn, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { Rectify } from './rectification.handler.js';

const Words = () => (target: object, name: string) =>
  [IsString(), MinLength(1), MaxLength(500)].forEach((check) => check(target, name));

class OrderBody extends CommandBody {
  @ApiProperty({ example: '临消责改〔2024〕1号' }) @Words() readonly documentNo!: string;
  @ApiProperty({ example: '消防法 §60' }) @Words() readonly clause!: string;
  @ApiProperty() @IsDay() readonly orderedOn!: string;
  @ApiProperty({ description: 'by when the facility must be right' }) @IsDay() readonly dueOn!: string;
  @ApiProperty({ description: 'by when the department looks again' }) @IsDay() readonly recheckBy!: string;
  @ApiProperty({ type: OfficerBody })
  @ValidateNested()
  @Type(() => OfficerBody)
  readonly signedBy!: OfficerBody;
}
class ExtendBody extends CommandBody {
  @ApiProperty() @IsDay() readonly dueOn!: string;
  @ApiProperty() @IsDay() readonly recheckBy!: string;
  @ApiProperty() @Words() readonly reason!: string;
  @ApiProperty({ type: OfficerBody })
  @ValidateNested()
  @Type(() => OfficerBody)
  readonly signedBy!: OfficerBody;
}
class RectifyBody extends CommandBody {
  @ApiProperty() @IsDay() readonly rectifiedOn!: string;
  @ApiProperty({ enum: ['on-the-spot', 'later'] })
  @IsIn(['on-the-spot', 'later'])
  readonly when!: 'on-the-spot' | 'later';
}
class VerifyBody extends CommandBody {
  @ApiProperty() @IsDay() readonly verifiedOn!: string;
  @ApiProperty({ enum: ['rectified', 'not-rectified'] })
  @IsIn(['rectified', 'not-rectified'])
  readonly outcome!: 'rectified' | 'not-rectified';
  @ApiPropertyOptional({ type: OfficerBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => OfficerBody)
  readonly verifier?: OfficerBody;
}

type WithoutDoor<C> = C extends unknown ? Omit<C, 'hazardId' | 'department'> : never;
type Said = WithoutDoor<Rectify['asked']>;
interface Door {
  readonly caller: Caller;
  readonly hazardId: string;
  readonly key: string | undefined;
  readonly occurredAt: string;
}

@ApiTags('hazards')
@ApiHeader({ name: 'idempotency-key', required: false, description: 'the same key again changes nothing' })
@ApiUnprocessableEntityResponse({ description: 'rectification/…' })
@ApiConflictResponse({ description: 'rectification/already-put-right, rectification/already-ordered' })
@Controller('hazards/:hazardId')
@Requires('rectification/conduct')
export class RectificationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly facts: ConductFacts,
  ) {}

  @Post('order')
  @ApiOperation({ summary: '责令改正 / Order a hazard to be put right' })
  @ApiCreatedResponse({ type: ReceiptAnswer })
  order(
    @Caller() caller: Caller,
    @Param('hazardId') hazardId: string,
    @Body() { occurredAt, ...order }: OrderBody,
    @Headers('idempotency-key') key?: string,
  ) {
    return this.say({ caller, hazardId, key, occurredAt }, { kind: 'order', order });
  }

  @Post('extend')
  @ApiOperation({ summary: '整改延期 / Give more time' })
  @ApiCreatedResponse({ type: ReceiptAnswer })
  extend(
    @Caller() caller: Caller,
    @Param('hazardId') hazardId: string,
    @Body() { occurredAt, ...extension }: ExtendBody,
    @Headers('idempotency-key') key?: string,
  ) {
    return this.say({ caller, hazardId, key, occurredAt }, { kind: 'extend', extension });
  }

  @Post('rectify')
  @ApiOperation({ summary: '隐患整改 / The facility put it right' })
  @ApiCreatedResponse({ type: ReceiptAnswer })
  rectify(
    @Caller() caller: Caller,
    @Param('hazardId') hazardId: string,
    @Body() { occurredAt, ...cure }: RectifyBody,
    @Headers('idempotency-key') key?: string,
  ) {
    return this.say({ caller, hazardId, key, occurredAt }, { kind: 'rectify', cure });
  }

  @Post('verify')
  @ApiOperation({ summary: '整改复查 / The department looked again' })
  @ApiCreatedResponse({ type: ReceiptAnswer })
  verify(
    @Caller() caller: Caller,
    @Param('hazardId') hazardId: string,
    @Body() { occurredAt, verifier, ...seen }: VerifyBody,
    @Headers('idempotency-key') key?: string,
  ) {
    const look = verifier === undefined ? seen : { ...seen, verifier };
    return this.say({ caller, hazardId, key, occurredAt }, { kind: 'verify', look });
  }

  private async say({ caller, hazardId, key, occurredAt }: Door, said: Said): Promise<ReceiptAnswer> {
    const finding = await this.facts.findingOf(hazardId);
    const region =
      finding === undefined ? caller.region : await this.facts.regionOf(caller, finding.facilityId);
    const authored = authoredBy(caller, { commandId: commandIdFor(caller, key), occurredAt, region });
    const asked = { ...said, hazardId, department: caller.department } as Rectify['asked'];
    return { id: hazardId, ...(await this.commands.execute(new Rectify(asked, authored))) };
  }
}
