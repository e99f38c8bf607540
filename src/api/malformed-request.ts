import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { ProblemError } from './problem.js';

/** A body or a query that its class does not admit, with every fault found. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';
  constructor(readonly errors: readonly ProblemError[]) {
    super('malformed request');
  }
}

/**
 * What stands before every endpoint: unknown fields are refused, and no fault is told with the value that
 * caused it.
 */
export const validation = () =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (faults) => new MalformedRequest(faults.flatMap((fault) => pointed(fault, ''))),
  });

/** Faults by JSON pointer: `/officers/0/postId`. */
function pointed(
  { property, constraints = {}, children = [] }: ValidationError,
  above: string,
): ProblemError[] {
  const path = `${above}/${property}`;
  return [
    ...Object.values(constraints).map((message) => ({ path, message })),
    ...children.flatMap((child) => pointed(child, path)),
  ];
}
