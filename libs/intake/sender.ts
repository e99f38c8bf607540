import type { Department, Region } from '#contracts';

/**
 * Who sends: what of a caller the checks ask for. Kept with jobs and rejections, so that a resend has the
 * same scope.
 */
export interface Sender {
  readonly account: string;
  readonly department: Department;
  readonly region: Region;
}
