import { Caller, Requires } from '#authority';
import { departmentCodes } from '#contracts';
import { EventStore } from '#kernel';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { statusFor } from './cloudevents.controller.js';
import { ResultAnswer } from './intake.answers.js';
import { MAX_RECORD_BYTES } from './record.js';
import { RejectionAnswer, RejectionPage } from './rejection.answers.js';
import {
  RejectionList,
  rejectionStates,
  type RejectionRow,
  type RejectionState,
} from './rejections.reader.js';
import { Repairs } from './repair.js';

class RejectionsAsked {
  @ApiPropertyOptional({ enum: rejectionStates })
  @IsOptional()
  @IsIn(rejectionStates)
  readonly state?: RejectionState;
  @ApiPropertyOptional({ enum: departmentCodes })
  @IsOptional()
  @IsIn(departmentCodes)
  readonly department?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) readonly code?: string;
  @ApiPropertyOptional() @IsOptional() @IsUUID() readonly jobId?: string;
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  readonly alarm?: boolean;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) readonly cursor?: string;
  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit: number = 50;
}

class RepairedBody {
  @ApiProperty({
    description: 'the whole record as it should have been: a CloudEvent, or the row of the file',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_RECORD_BYTES)
  readonly repaired!: string;
}
class DismissBody {
  @ApiProperty({ minLength: 2, maxLength: 500 })
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  readonly reason!: string;
}

const SHOWN_BYTES = 64 * 1024;

/** For people: text where it is text, base64 where it is not. */
export function shown({
  ordinal: _,
  senderRegion: _scope,
  jobId: _job,
  entry: _entry,
  ...row
}: RejectionRow): RejectionAnswer {
  const part = row.original.subarray(0, SHOWN_BYTES);
  const text = part.toString('utf8');
  const isText = !row.original.toString('utf8').includes('\ufffd');
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    original: isText ? text : part.toString('base64'),
    originalEncoding: isText ? 'utf-8' : 'base64',
    originalCut: row.original.length > SHOWN_BYTES,
  };
}

@ApiTags('intake')
@Controller('intake/rejections')
export class RejectionsController {
  constructor(
    private readonly list: RejectionList,
    private readonly repairs: Repairs,
    private readonly store: EventStore,
  ) {}

  @Get()
  @Requires('intake/read')
  @ApiOperation({ summary: '退回记录 / What was turned away, newest first' })
  @ApiOkResponse({ type: RejectionPage })
  async page(@Caller() caller: Caller, @Query() query: RejectionsAsked): Promise<RejectionPage> {
    const { rows, nextCursor } = await this.list.page(caller, query);
    const position = String(await this.store.head());
    return { items: rows.map(shown), nextCursor, position, asOf: { true: null, known: null } };
  }

  @Get(':rejectionId')
  @Requires('intake/read')
  @ApiOperation({ summary: '一条退回记录 / One rejection' })
  @ApiOkResponse({ type: RejectionAnswer })
  async one(
    @Caller() caller: Caller,
    @Param('rejectionId', ParseUUIDPipe) id: string,
  ): Promise<RejectionAnswer> {
    return shown(await this.list.get(caller, id));
  }

  @Post(':rejectionId/resend')
  @Requires('intake/repair')
  @HttpCode(200)
  @ApiOperation({ summary: '修正后重新报送 / Repair and send again' })
  @ApiOkResponse({ type: ResultAnswer })
  async resend(
    @Caller() caller: Caller,
    @Param('rejectionId', ParseUUIDPipe) id: string,
    @Body() { repaired }: RepairedBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResultAnswer> {
    const result = await this.repairs.resend(caller, id, repaired);
    reply.status(statusFor([result]));
    return result;
  }

  @Post(':rejectionId/dismiss')
  @Requires('intake/repair')
  @HttpCode(200)
  @ApiOperation({ summary: '注明理由后不再处理 / Let it stay out, with the reason' })
  @ApiOkResponse({ type: RejectionAnswer })
  async dismiss(
    @Caller() caller: Caller,
    @Param('rejectionId', ParseUUIDPipe) id: string,
    @Body() { reason }: DismissBody,
  ): Promise<RejectionAnswer> {
    return shown(await this.repairs.dismiss(caller, id, reason));
  }
}
