import type { Config } from '../config/config.js';

/** The pages to which links lead: the last part of an address is that to which its form is sent. */
export const PAGES = {
  accept: '/invitations/accept',
  forgotten: '/password/forgotten',
  reset: '/password/reset',
  confirm: '/email/confirm',
  undo: '/email/undo',
  guest: '/guest',
  verify: '/verify',
  /** Mails that tell of a contract lead there (`mail-text.rules.ts`). */
  contract: '/contracts/:contractId',
} as const;

export type PagePath = (typeof PAGES)[keyof typeof PAGES];

/** The address of a page, with the token that opens it. */
export function pageUrl(
  { publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  path: PagePath,
  token?: string,
): string {
  const base = publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return `${base.replace(/\/+$/, '')}${path}${token === undefined ? '' : `?token=${token}`}`;
}
