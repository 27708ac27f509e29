import { Module } from '@nestjs/common';
import { AbsencesController } from '../absences/absences.controller.js';
import { AbsencesService } from '../absences/absences.service.js';
import { DepositsController } from '../deposits/deposits.controller.js';
import { DepositsService } from '../deposits/deposits.service.js';
import { ContractMoments } from '../past/moments.service.js';
import { TrialPeriodController } from '../trial-period/trial-period.controller.js';
import { TrialPeriodService } from '../trial-period/trial-period.service.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { CalendarImportsController } from './imports/imports.controller.js';

/** Where an alternant is on a day, and what follows from it. */
@Module({
  controllers: [
    CalendarController,
    CalendarImportsController,
    AbsencesController,
    TrialPeriodController,
    DepositsController,
  ],
  providers: [ContractMoments, CalendarService, AbsencesService, TrialPeriodService, DepositsService],
})
export class AlternationModule {}
