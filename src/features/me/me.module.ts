import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { MeController } from './me.controller.js';
import { MeService } from './me.service.js';
import { QueueController } from '../queue/queue.controller.js';
import { QueueService } from '../queue/queue.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [MeController, QueueController],
  providers: [MeService, QueueService],
})
export class MeModule {}
