import { Module } from '@nestjs/common';
import { ErasureController } from './erasure.controller.js';

/**
 * 个人信息保险库: the way to be forgotten. The vault itself is provided by the platform as `PersonalData`.
 * Says: nothing. Listens to: nothing.
 */
@Module({ controllers: [ErasureController] })
export class VaultModule {}
