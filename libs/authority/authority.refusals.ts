import type { Refusal, RefusalWords } from '#kernel';

/**
 * Every way this room says no. A token is never repeated back, nor is said what exactly was wrong with a
 * forged one.
 */
export const authorityRefusals = {
  'authority/unknown-caller': {
    because: 'unknown-caller',
    zh: '请先登录：未提供有效的访问令牌',
    en: 'Please sign in: there is no valid access token',
  },
  'authority/expired': {
    because: 'unknown-caller',
    zh: '登录已过期，请重新登录',
    en: 'The sign-in has expired, please sign in again',
  },
  'authority/incomplete-identity': {
    because: 'unknown-caller',
    zh: '访问令牌中的 {claim} 缺失或不可识别，请联系身份管理员',
    en: 'The access token lacks a usable {claim}: please ask whoever manages identities',
  },
  'authority/beyond-powers': {
    because: 'beyond-powers',
    zh: '您的角色无权进行此操作（{permission}）',
    en: 'Your role does not allow this ({permission})',
  },
  'authority/out-of-reach': {
    because: 'missing',
    zh: '没有 {id}，或不在您的管辖范围内',
    en: 'There is no {id}, or it lies outside your reach',
  },
  'authority/issuer-unreachable': {
    because: 'not-yet',
    zh: '暂时无法连接身份认证服务，请稍后再试',
    en: 'The identity service cannot be reached at the moment, please try again shortly',
  },
  'authority/no-such-account': {
    because: 'missing',
    zh: '没有名为 {account} 的演示账号',
    en: 'There is no demo account called {account}',
  },
} as const satisfies RefusalWords;

export type AuthorityRefusal = Refusal<keyof typeof authorityRefusals>;
