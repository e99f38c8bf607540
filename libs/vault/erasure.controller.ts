import { Caller, Requires } from '#authority';
import { PersonalData, type Erasure } from '#kernel';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

export class ErasureBody {
  @ApiProperty({ example: 'complainant:C-2026-0117', description: 'whose data: `kind:id`' })
  @Matches(/^[a-z-]{1,40}:[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/)
  readonly subject!: string;

  @ApiProperty({ example: '本人申请删除（个人信息保护法第四十七条）', maxLength: 500 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  readonly reason!: string;
}

export class ErasureAnswer implements Erasure {
  @ApiProperty({ example: 'complainant:C-2026-0117' }) readonly subject!: string;
  @ApiProperty({ example: '2026-05-06T01:00:00.000Z' }) readonly erasedAt!: string;
  @ApiProperty({ description: 'values destroyed now; 0 when it is said again' }) readonly values!: number;
}

/** 个人信息保护法 §47: the value is destroyed, the record that something was said stays. */
@ApiTags('personal data')
@Controller('personal')
export class ErasureController {
  constructor(private readonly personalData: PersonalData) {}

  @Post('erase')
  @HttpCode(200)
  @Requires('personal/erase')
  @ApiOkResponse({ type: ErasureAnswer })
  erase(@Caller() { account }: Caller, @Body() { subject, reason }: ErasureBody): Promise<ErasureAnswer> {
    return this.personalData.erase(subject, { account, reason });
  }
}
