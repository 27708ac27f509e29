import { Module } from '@nestjs/common';
import { Maintenance } from './maintenance.js';

@Module({ providers: [Maintenance] })
export class MaintenanceModule {}
