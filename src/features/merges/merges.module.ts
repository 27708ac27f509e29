import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { MergesController } from './merges.controller.js';
import { MergesService } from './merges.service.js';

@Module({ imports: [ContractsModule], controllers: [MergesController], providers: [MergesService] })
export class MergesModule {}
