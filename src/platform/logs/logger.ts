import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import type { Config } from '../config/config.js';
import { describeError, framesOf, withoutQuotes } from './scrub.js';

export type Log = Logger;
export const LOG = Symbol('log');

/**
 * One line of JSON each. A field is written because somebody named it: no request, answer, header or body is ever
 * handed to the logger, and an error is described (`scrub.ts`), not written. Each line is
 * written before the next instruction, a few microseconds: written later, in a thread, the last ones of a process that
 * ends are lost or come out of order.
 */
export function createLogger(
  level: Config['logLevel'],
  destination: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      messageKey: 'message',
      errorKey: 'error',
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: (error: unknown) => describeError(error) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  );
}

/** What Nest itself has to say. Its account of every module and route at start is for who debugs it. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Log) {}

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  log(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  private write(level: Level, message: unknown, more: readonly unknown[]): void {
    const context = more.at(-1);
    const nest = typeof context === 'string' && !context.includes('\n') ? context : undefined;
    if (message instanceof Error) return this.logger[level]({ nest, error: message }, 'Nest');
    const stack = more.find((it): it is string => typeof it === 'string' && it.includes('\n'));
    this.logger[level](
      { nest, ...(stack ? { stack: framesOf(stack) } : {}) },
      typeof message === 'string' ? withoutQuotes(message) : 'Nest',
    );
  }
}
