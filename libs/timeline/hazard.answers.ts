import { departmentCodes } from '#contracts';
import { PageAnswer } from '#reading';
import { ApiProperty } from '@nestjs/swagger';

export const gravities = ['grave', 'serious', 'minor'] as const;

/** An open hazard, with the day it must be right by. */
export class HazardAnswer {
  @ApiProperty() readonly hazardId!: string;
  @ApiProperty() readonly facilityId!: string;
  @ApiProperty({ type: String, nullable: true }) readonly facilityName!: string | null;
  @ApiProperty({ example: '371302' }) readonly regionCode!: string;
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty({ enum: gravities }) readonly gravity!: 'grave' | 'serious' | 'minor';
  @ApiProperty() readonly finding!: string;
  @ApiProperty() readonly clause!: string;
  @ApiProperty({ description: 'when it was found' }) readonly foundAt!: string;
  @ApiProperty({ type: String, nullable: true, example: '2024-05-20' }) readonly dueOn!: string | null;
  @ApiProperty({ description: 'past its day, and not even said to be put right' })
  readonly overdue!: boolean;
  @ApiProperty({ description: 'the facility says it is right; nobody has looked yet' })
  readonly claimed!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'of the order to put it right' })
  readonly orderNo!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'that found it' }) readonly eventId!:
    string | null;
}

export class HazardPage extends PageAnswer {
  @ApiProperty({ type: [HazardAnswer] }) readonly items!: readonly HazardAnswer[];
  @ApiProperty({ description: 'how many there are on all pages' }) readonly total!: number;
}
