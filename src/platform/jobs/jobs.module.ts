import { Global, Module } from '@nestjs/common';
import { Worker } from './worker.js';

/** Work to do after commit: what a transaction enqueued. */
@Global()
@Module({ providers: [Worker], exports: [Worker] })
export class JobsModule {}
