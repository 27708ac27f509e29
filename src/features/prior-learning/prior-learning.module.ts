import { Module } from '@nestjs/common';
import { PriorLearningController } from './prior-learning.controller.js';
import { PriorLearningService } from './prior-learning.service.js';

@Module({ controllers: [PriorLearningController], providers: [PriorLearningService] })
export class PriorLearningModule {}
