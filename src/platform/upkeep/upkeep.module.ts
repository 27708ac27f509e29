import { Module } from '@nestjs/common';
import { Upkeep } from './upkeep.js';

@Module({ providers: [Upkeep] })
export class UpkeepModule {}
