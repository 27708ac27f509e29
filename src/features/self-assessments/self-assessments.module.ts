import { Module } from '@nestjs/common';
import { SelfAssessmentsController } from './self-assessments.controller.js';
import { SelfAssessmentsService } from './self-assessments.service.js';

@Module({ controllers: [SelfAssessmentsController], providers: [SelfAssessmentsService] })
export class SelfAssessmentsModule {}
