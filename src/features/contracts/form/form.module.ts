import { Module } from '@nestjs/common';
import { ContractFormController } from './form.controller.js';
import { ContractFormService } from './form.service.js';

@Module({ controllers: [ContractFormController], providers: [ContractFormService] })
export class ContractFormModule {}
