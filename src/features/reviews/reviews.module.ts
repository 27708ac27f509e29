import { Module } from '@nestjs/common';
import { ReviewRulesController } from './due/review-rules.controller.js';
import { ReviewRulesService } from './due/review-rules.service.js';
import { ReviewPartsController } from './review-parts.controller.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewsService } from './reviews.service.js';

@Module({
  controllers: [ReviewsController, ReviewPartsController, ReviewRulesController],
  providers: [ReviewsService, ReviewRulesService],
})
export class ReviewsModule {}
