/** What is written to the address of an account, always in both languages: nobody knows which one is read. */
export type AccountMail =
  | { readonly kind: 'reset'; readonly url: string }
  | { readonly kind: 'confirm_email'; readonly url: string }
  | { readonly kind: 'address_taken'; readonly url: string }
  | { readonly kind: 'undo_email'; readonly url: string; readonly nextEmail: string }
  | { readonly kind: 'password_changed'; readonly url: string };

interface Words {
  readonly subject: string;
  readonly fr: readonly [before: string, after: string];
  readonly en: string;
}

/** `%s` is the address, of which little is told. */
const WORDS: Readonly<Record<AccountMail['kind'], Words>> = {
  reset: {
    subject: 'choisir un nouveau mot de passe / choose a new password',
    fr: [
      'Quelqu’un, vous sans doute, a demandé à choisir un nouveau mot de passe. Ce lien personnel sert une fois et vaut 30 minutes :',
      'Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.',
    ],
    en: 'Somebody, probably you, asked to choose a new password for your account. The link above is personal, works once, and is good for 30 minutes. If it was not you, do nothing: your password stays as it is.',
  },
  confirm_email: {
    subject: 'confirmer votre adresse / confirm your address',
    fr: [
      'Quelqu’un, vous sans doute, veut se connecter à Palier avec cette adresse. Ce lien la confirme ; il sert une fois et vaut 24 heures :',
      'Si ce n’était pas vous, ne faites rien.',
    ],
    en: 'Somebody, probably you, wants to sign in to Palier with this address. The link above confirms it; it works once, and is good for 24 hours. If it was not you, do nothing.',
  },
  address_taken: {
    subject: 'cette adresse a déjà un compte / this address has an account already',
    fr: [
      'Quelqu’un, vous peut-être, voulait se connecter avec cette adresse, qui a déjà un compte. Si vous en avez oublié le mot de passe :',
      'Si ce n’était pas vous, ne faites rien.',
    ],
    en: 'Somebody, maybe you, wanted to sign in to Palier with this address. It has an account already: nothing was changed. If you forgot its password, use the address above. If it was not you, do nothing.',
  },
  undo_email: {
    subject: 'votre adresse a changé / your address was changed',
    fr: [
      'Votre compte a changé d’adresse (%s). Si ce n’était pas vous, reprenez-le ; ce lien sert une fois et vaut 7 jours :',
      'Si c’était vous, ne faites rien.',
    ],
    en: 'Your account is now signed in to with another address (%s), no longer with this one. If it was not you, take your account back with the link above: it works once, and is good for 7 days. If it was you, do nothing.',
  },
  password_changed: {
    subject: 'votre mot de passe a changé / your password was changed',
    fr: [
      'Votre mot de passe vient de changer, et les autres appareils sont déconnectés. Si ce n’était pas vous, choisissez-en un autre tout de suite :',
      'Si c’était vous, ne faites rien.',
    ],
    en: 'The password of your account was just changed, and other devices were signed out. If it was not you, choose another one at once, at the address above. If it was you, do nothing.',
  },
};

/** A mail holds one address: that of the page on which its reader acts. */
export function composeAccountMail(mail: AccountMail): { subject: string; text: string } {
  const { subject, fr, en } = WORDS[mail.kind];
  const [before, after] = fr;
  const other = mail.kind === 'undo_email' ? masked(mail.nextEmail) : '';
  const text = [
    'Bonjour,',
    before,
    mail.url,
    `${after} Ne répondez pas à ce message.`,
    '--',
    `${en} Please do not answer this message.`,
    '',
  ].join('\n\n');
  return {
    subject: `Palier : ${subject}`,
    text: text.replaceAll('%s', other),
  };
}

/** Enough to know one's own address, and too little for whoever reads the former one: m…@exemple.fr. */
export function masked(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return `${first}…${email.slice(at)}`;
}
