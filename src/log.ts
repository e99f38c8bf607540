import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** JSON lines on standard error, so that what a person reads on standard output stays whole. */
export const openLog = (level: string): Logger =>
  pino({ level, base: { pid: process.pid } }, pino.destination(2));

/** Nest's own messages in our log. What it calls `log` is a note about wiring: worth `debug` here. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Logger) {}

  log(message: unknown, ...rest: unknown[]) {
    this.log_.debug({ context: rest.at(-1) }, String(message));
  }
  error(message: unknown, ...rest: unknown[]) {
    this.log_.error({ context: rest.at(-1), stack: rest.at(0) }, String(message));
  }
  warn(message: unknown, ...rest: unknown[]) {
    this.log_.warn({ context: rest.at(-1) }, String(message));
  }
  debug(message: unknown, ...rest: unknown[]) {
    this.log_.trace({ context: rest.at(-1) }, String(message));
  }
}
