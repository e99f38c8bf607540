import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Open } from './declaration.js';

export class ConsoleIssuer {
  @ApiProperty({ example: 'https://login.city.example/realms/youan' }) readonly url!: string;
  @ApiProperty({ example: 'youan-console', description: 'public client; authorization code with PKCE' })
  readonly clientId!: string;
}

export class SignInAnswer {
  @ApiProperty({ type: ConsoleIssuer, nullable: true, description: '`null`: the built-in demo accounts' })
  readonly issuer!: ConsoleIssuer | null;
}

@ApiTags('identity')
@Controller('sign-in')
@Open('whoever is not signed in yet must learn where to')
export class SignInController {
  constructor(private readonly answer: SignInAnswer) {}

  /** Where people sign in. */
  @Get()
  @ApiOkResponse({ type: SignInAnswer })
  where(): SignInAnswer {
    return this.answer;
  }
}
