import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { MandatesModule } from '../mandates/mandates.module.js';
import { AgreedTermsController } from './terms/agreed-terms.controller.js';
import { AgreedTermsService } from './terms/agreed-terms.service.js';
import { AmendmentViews } from './terms/amendment-views.service.js';
import { TransfersController } from './transfer/transfers.controller.js';
import { TransfersService } from './transfer/transfers.service.js';
import { AmendmentsController } from './amendments.controller.js';
import { AmendmentsService } from './amendments.service.js';

@Module({
  imports: [ContractsModule, MandatesModule],
  controllers: [TransfersController, AmendmentsController, AgreedTermsController],
  providers: [AmendmentsService, AmendmentViews, AgreedTermsService, TransfersService],
})
export class AmendmentsModule {}
