import { departments, regions, type Department, type Region } from '#contracts';
import { refuse, type Refusal } from '#kernel';
import { roles, type Role } from './authority.words.js';
import type { Caller } from './caller.powers.js';

/**
 * How an issuer says who somebody is. Configure its mappers to write these claims:
 *
 * | claim        | meaning                                                | example                  |
 * |--------------|--------------------------------------------------------|--------------------------|
 * | `sub`        | account, stable for ever                               | `fire-inspector-lanshan` |
 * | `name`       | as shown in Chinese; falls back to `sub`               | `宋若川`                 |
 * | `name#en`    | as shown in English; falls back to `name`              | `Song Ruochuan`          |
 * | `role`       | one of `roles`                                         | `inspector`              |
 * | `department` | code of the domain handbook §1.0                       | `FIRE`                   |
 * | `region`     | region code; what lies within is in scope              | `371302`                 |
 * | `official`   | pseudonymous id of the official (optional)             | `O-FIRE-LS-1`            |
 */
export function callerFrom(claims: Readonly<Record<string, unknown>>): Caller | Refusal {
  const { sub, role, department, region, official } = claims;
  if (!isName(sub)) return unusable('sub');
  if (!isKeyOf<Role>(roles, role)) return unusable('role');
  if (!isKeyOf<Department>(departments, department)) return unusable('department');
  if (!isKeyOf<Region>(regions, region)) return unusable('region');
  if (official !== undefined && !isName(official)) return unusable('official');
  const zh = isName(claims['name']) ? claims['name'] : sub;
  const en = isName(claims['name#en']) ? claims['name#en'] : zh;
  const caller = { account: sub, name: { zh, en }, role, department, region };
  return official === undefined ? caller : { ...caller, official };
}

const unusable = (claim: string) => refuse('authority/incomplete-identity', { claim });
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 200;
const isKeyOf = <K extends string>(known: Readonly<Record<K, unknown>>, value: unknown): value is K =>
  typeof value === 'string' && Object.hasOwn(known, value);
