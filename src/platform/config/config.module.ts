import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Config } from './config.js';

export const CONFIG = Symbol('config');

/** Gives every service the settings and the clock. */
@Global()
@Module({})
export class ConfigModule {
  static with(config: Config, clock: Clock): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [CONFIG, Clock],
    };
  }
}
