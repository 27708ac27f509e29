import { Module } from '@nestjs/common';
import { ShiftController } from './shift.controller.js';
import { ShiftOfReaderService } from './shift.service.js';

@Module({ controllers: [ShiftController], providers: [ShiftOfReaderService] })
export class ShiftModule {}
