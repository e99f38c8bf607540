import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { departmentCodes, departments, regions, type Department, type Region } from '#contracts';
import { permissionNames, roleNames, roles, type Permission, type Role } from './authority.words.js';
import { labelsOf, permissionsOf, regionsOf, type Caller as Person } from './caller.powers.js';
import { Caller, SignedIn } from './declaration.js';

export class Words {
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
}

export class CallerAnswer {
  @ApiProperty({ example: 'fire-inspector-lanshan' }) readonly account!: string;
  @ApiProperty() readonly name!: Words;
  @ApiProperty({ enum: roleNames }) readonly role!: Role;
  @ApiProperty({ enum: departmentCodes }) readonly department!: Department;
  @ApiProperty({ type: String, example: '371302' }) readonly region!: Region;
  @ApiPropertyOptional() readonly official?: string;
  @ApiProperty() readonly roleName!: Words;
  @ApiProperty() readonly departmentName!: Words;
  @ApiProperty() readonly regionName!: Words;
}

/** A caller with the words a person reads for role, department and region. */
export function described(caller: Person): CallerAnswer {
  const { zh, en } = regions[caller.region];
  return {
    ...caller,
    roleName: roles[caller.role],
    departmentName: departments[caller.department],
    regionName: { zh, en },
  };
}

export class MeAnswer {
  @ApiProperty() readonly caller!: CallerAnswer;
  @ApiProperty({ enum: permissionNames, isArray: true }) readonly permissions!: readonly Permission[];
  @ApiProperty({ type: [String], example: ['371302'] }) readonly regions!: readonly string[];
  @ApiProperty({ enum: ['L1', 'L2', 'L3', 'L4'], isArray: true }) readonly labels!: readonly string[];
}

@ApiTags('identity')
@Controller('me')
export class CallerController {
  /** Who I am to the platform, and what I may do and see. */
  @Get()
  @SignedIn('everyone may know what the platform takes them for')
  @ApiOkResponse({ type: MeAnswer })
  me(@Caller() caller: Caller): MeAnswer {
    return {
      caller: described(caller),
      permissions: permissionsOf[caller.role],
      regions: regionsOf(caller),
      labels: labelsOf(caller),
    };
  }
}
