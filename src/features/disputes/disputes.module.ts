import { Module } from '@nestjs/common';
import { SignOffsModule } from '../sign-offs/sign-offs.module.js';
import { DisputesController } from './disputes.controller.js';
import { DisputesService } from './disputes.service.js';

@Module({ imports: [SignOffsModule], controllers: [DisputesController], providers: [DisputesService] })
export class DisputesModule {}
