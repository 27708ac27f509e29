import { Module } from '@nestjs/common';
import { ConcernsController } from './concerns.controller.js';
import { ConcernsService } from './concerns.service.js';

@Module({
  controllers: [ConcernsController],
  providers: [ConcernsService],
})
export class ConcernsModule {}
