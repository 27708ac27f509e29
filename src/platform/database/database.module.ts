import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { apiDataSourceOptions } from '../../data-source.js';
import { Clock } from '../../kernel/clock.js';
import { DatabaseProbe } from './database.probe.js';
import { Db } from './db.js';
import { LongReads } from './long-reads.js';

@Global()
@Module({})
export class DatabaseModule {
  /** `url`: that of the API's role, which owns nothing. */
  static connect(url: string, poolSize: number): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot(apiDataSourceOptions(url, poolSize))],
      providers: [
        Db,
        { provide: DatabaseProbe, useFactory: () => new DatabaseProbe(url) },
        { provide: LongReads, useFactory: (clock: Clock) => new LongReads(url, clock), inject: [Clock] },
      ],
      exports: [Db, DatabaseProbe, LongReads],
    };
  }
}
