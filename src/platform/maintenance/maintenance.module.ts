import { Module } from '@nestjs/common';
import { Upkeep } from './maintenance.js';

@Module({ providers: [Upkeep] })
export class UpkeepModule {}
