import { Module } from '@nestjs/common';
import { ReviewRulesController } from './review-rules.controller.js';
import { ReviewRulesService } from './review-rules.service.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewsService } from './reviews.service.js';

@Module({
  controllers: [ReviewsController, ReviewRulesController],
  providers: [ReviewsService, ReviewRulesService],
})
export class ReviewsModule {}
