import { Global, Module, type DynamicModule } from '@nestjs/common';
import { LOG, type Log } from '../logs/logger.js';
import { HealthController } from './health.controller.js';
import { Lifecycle } from './lifecycle.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** What whoever runs the server needs: the log, the measures, live and ready. */
@Global()
@Module({})
export class HealthModule {
  static with(log: Log): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [{ provide: LOG, useValue: log }, Lifecycle, Metrics, Readiness],
      exports: [LOG, Lifecycle, Metrics],
    };
  }
}
