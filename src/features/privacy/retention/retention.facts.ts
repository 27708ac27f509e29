import { bilingual, type Bilingual } from '../../../kernel/language.js';

/** One kind of data: how long it is kept, why, and what becomes of it then. */
export interface Retention {
  /** The table; of people, that of their records. */
  readonly kind: string;
  readonly title: Bilingual;
  /** Days after its own end (null: its own end is not a day of the calendar, see `kept`). */
  readonly days: number | null;
  readonly kept: Bilingual;
  readonly because: Bilingual;
  readonly fate: 'deleted' | 'erased' | 'kept';
}

/** The one table of how long what is kept. What is deleted goes by `app.delete_expired`, whose days are these. */
export const RETENTION: readonly Retention[] = [
  {
    kind: 'idempotency_keys',
    title: bilingual('Réponses gardées pour un envoi répété', 'Answers kept for what is sent again'),
    days: 0,
    kept: bilingual('24 heures', '24 hours'),
    because: bilingual('nécessaire au service', 'needed by the service'),
    fate: 'deleted',
  },
  {
    kind: 'refresh_tokens',
    title: bilingual('Jetons de session', 'Session tokens'),
    days: 0,
    kept: bilingual('jusqu’à leur fin, 30 jours au plus', 'until they end, 30 days at most'),
    because: bilingual('nécessaire au service', 'needed by the service'),
    fate: 'deleted',
  },
  {
    kind: 'sessions',
    title: bilingual('Sessions', 'Sessions'),
    days: 0,
    kept: bilingual('jusqu’à leur fin', 'until they end'),
    because: bilingual('sécurité du compte', 'security of the account'),
    fate: 'deleted',
  },
  {
    kind: 'account_links',
    title: bilingual('Liens de compte', 'Links to accounts'),
    days: 30,
    kept: bilingual('30 jours après leur fin', '30 days after they end'),
    because: bilingual('sécurité du compte', 'security of the account'),
    fate: 'deleted',
  },
  {
    kind: 'sign_in_failures',
    title: bilingual('Échecs de connexion', 'Failed sign-ins'),
    days: 0,
    kept: bilingual('1 heure', '1 hour'),
    because: bilingual('sécurité du compte', 'security of the account'),
    fate: 'deleted',
  },
  {
    kind: 'invitations',
    title: bilingual('Invitations', 'Invitations'),
    days: 365,
    kept: bilingual('1 an après leur fin', '1 year after they end'),
    because: bilingual('preuve de qui a donné un accès', 'proof of who gave access'),
    fate: 'deleted',
  },
  {
    kind: 'notifications',
    title: bilingual('Notifications', 'Notifications'),
    days: 365,
    kept: bilingual('1 an', '1 year'),
    because: bilingual('preuve que quelqu’un fut averti', 'proof that somebody was told'),
    fate: 'deleted',
  },
  {
    kind: 'mails',
    title: bilingual('Traces des messages envoyés', 'Traces of mails sent'),
    days: 365,
    kept: bilingual('1 an', '1 year'),
    because: bilingual('preuve que quelqu’un fut averti', 'proof that somebody was told'),
    fate: 'deleted',
  },
  {
    kind: 'file_reads',
    title: bilingual('Consultations des dossiers', 'Readings of files'),
    days: 365,
    kept: bilingual('1 an', '1 year'),
    because: bilingual(
      'délibération CNIL 2021-122 : de six mois à un an',
      'CNIL deliberation 2021-122: six months to a year',
    ),
    fate: 'deleted',
  },
  {
    kind: 'prospect_views',
    title: bilingual('Vues par des employeurs', 'Views by employers'),
    days: 365,
    kept: bilingual('1 an', '1 year'),
    because: bilingual('comme les consultations des dossiers', 'as readings of files'),
    fate: 'deleted',
  },
  {
    kind: 'people',
    title: bilingual(
      'Identité, compte, textes et fichiers d’un alternant',
      'Identity, account, words and files of an alternant',
    ),
    days: null,
    kept: bilingual('5 ans après la fin de son dernier contrat', '5 years after their last contract ended'),
    because: bilingual(
      'prescription de droit commun (Code civil, article 2224)',
      'general limitation period (Code civil, article 2224)',
    ),
    fate: 'erased',
  },
  {
    kind: 'events',
    title: bilingual('Faits d’un contrat, une fois sans nom', 'Facts of a contract, once they name nobody'),
    days: null,
    kept: bilingual('sans limite', 'without limit'),
    because: bilingual('n’identifient plus personne', 'identify nobody any more'),
    fate: 'kept',
  },
];
