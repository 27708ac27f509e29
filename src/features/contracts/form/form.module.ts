import { Module } from '@nestjs/common';
import { ContractMoments } from '../past/moments.service.js';
import { ContractFormController } from './form.controller.js';
import { ContractFormService } from './form.service.js';

@Module({ controllers: [ContractFormController], providers: [ContractMoments, ContractFormService] })
export class ContractFormModule {}
