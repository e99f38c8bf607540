import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { CallerAnswer, described } from './caller.controller.js';
import { demoAccounts } from './demo-accounts.words.js';
import { DemoIssuer } from './demo-issuer.adapter.js';
import { Open } from './declaration.js';

export class DemoSignInBody {
  @ApiProperty({ example: 'fire-inspector-lanshan' })
  @IsString()
  @MaxLength(100)
  readonly account!: string;
}

export class DemoAccountsAnswer {
  @ApiProperty({ type: [CallerAnswer] }) readonly items!: readonly CallerAnswer[];
}

export class DemoSignInAnswer {
  @ApiProperty({ description: 'send it as `authorization: Bearer …`' }) readonly token!: string;
  @ApiProperty() readonly caller!: CallerAnswer;
  @ApiProperty({ example: '2026-05-06T13:00:00.000Z' }) readonly expiresAt!: string;
}

/** Present only while the built-in issuer is: with a configured issuer these addresses do not exist. */
@ApiTags('identity')
@Controller('demo')
@Open('a demonstration lets everybody choose who to be; it never runs in production')
export class DemoController {
  constructor(private readonly issuer: DemoIssuer) {}

  @Get('accounts')
  @ApiOkResponse({ type: DemoAccountsAnswer })
  accounts(): DemoAccountsAnswer {
    return { items: demoAccounts.map(described) };
  }

  @Post('sign-in')
  @HttpCode(200)
  @ApiOkResponse({ type: DemoSignInAnswer })
  @ApiNotFoundResponse({ description: 'authority/no-such-account' })
  async signIn(@Body() { account }: DemoSignInBody): Promise<DemoSignInAnswer> {
    const { caller, ...signedIn } = await this.issuer.signIn(account);
    return { ...signedIn, caller: described(caller) };
  }
}
