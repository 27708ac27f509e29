import { labels } from './labels.js';

/** What people read in the place of the codes about where an alternant is, the trial period and the deposit. */
export const CALENDAR_LABELS = {
  Weekday: labels({
    monday: ['lundi', 'Monday'],
    tuesday: ['mardi', 'Tuesday'],
    wednesday: ['mercredi', 'Wednesday'],
    thursday: ['jeudi', 'Thursday'],
    friday: ['vendredi', 'Friday'],
    saturday: ['samedi', 'Saturday'],
    sunday: ['dimanche', 'Sunday'],
  }),
  PlannedPlace: labels({
    company: ['en entreprise', 'at the company'],
    centre: ['au centre de formation', 'at the training centre'],
    host: ['dans une entreprise d’accueil', 'at a host company'],
    leave: ['en congé', 'on leave'],
    exam_leave: ['congé pour préparer l’examen', 'leave to prepare the exam'],
    rest: ['pas de travail', 'no work'],
  }),
  DayPlace: labels({
    company: ['en entreprise', 'at the company'],
    centre: ['au centre de formation', 'at the training centre'],
    host: ['dans une entreprise d’accueil', 'at a host company'],
    leave: ['en congé', 'on leave'],
    absence: ['absent', 'absent'],
    holiday: ['jour férié', 'public holiday'],
    rest: ['pas de travail', 'no work'],
    suspended: ['contrat suspendu', 'contract suspended'],
    out: ['hors du contrat', 'outside the contract'],
    unknown: ['rien n’est prévu', 'nothing is planned'],
  }),
  DayReason: labels({
    outside_contract: ['le contrat ne court pas', 'the contract does not run'],
    suspension: ['le contrat est suspendu', 'the contract is suspended'],
    absent: ['une absence est enregistrée', 'an absence is recorded'],
    stated: ['une période du calendrier', 'a period of the calendar'],
    exam_leave: ['congé pour préparer l’examen', 'leave to prepare the exam'],
    pattern: ['le rythme de l’alternance', 'the rhythm of the alternation'],
    day_off: ['jour sans travail', 'day off'],
    public_holiday: ['jour férié non travaillé', 'public holiday, not worked'],
    nothing_planned: ['aucun calendrier n’en dit rien', 'no calendar says anything of it'],
  }),
  CalendarSource: labels({
    stated: ['saisi', 'stated'],
    ics: ['importé d’un agenda', 'imported from a calendar file'],
    csv: ['importé d’un tableau', 'imported from a table'],
  }),
  AbsenceKind: labels({
    sick_leave: ['arrêt maladie', 'sick leave'],
    work_accident: ['accident du travail ou de trajet', 'accident at work or on the way'],
    leave: ['congés payés', 'paid leave'],
    unpaid_leave: ['congé sans solde', 'unpaid leave'],
    family_leave: ['événement familial', 'family leave'],
    authorised: ['absence autorisée', 'authorised absence'],
    unjustified: ['absence injustifiée', 'unjustified absence'],
    other: ['autre absence', 'other absence'],
  }),
  TrialUnknown: labels({
    no_calendar: ['aucun calendrier n’est enregistré', 'no calendar is recorded'],
    not_reached: ['le calendrier n’y mène pas', 'the calendar does not lead there'],
    no_rule: ['aucune règle connue à cette date', 'no rule is known of that day'],
  }),
  TrialDayCount: labels({
    counted: ['compté', 'counted'],
    host: ['compté à part : entreprise d’accueil', 'counted apart: host company'],
    not_counted: ['non compté', 'not counted'],
  }),
  TrialCountedIn: labels({
    company: ['en jours présents dans l’entreprise', 'in days present at the company'],
    calendar: ['en jours de calendrier', 'in days of the calendar'],
  }),
  HolidaysMiss: labels({
    department: ['le département de l’employeur', 'the département of the employer'],
    good_friday: ['si le Vendredi saint y est férié', 'whether Good Friday is a holiday there'],
  }),
  DepositDecision: labels({
    accepted: ['accepté', 'accepted'],
    refused: ['refusé', 'refused'],
  }),
  DepositState: labels({
    not_deposited: ['à déposer', 'to be deposited'],
    awaiting: ['déposé, réponse attendue', 'deposited, awaiting an answer'],
    accepted: ['accepté', 'accepted'],
    refused: ['refusé', 'refused'],
    unknown: ['déposé, réponse inconnue', 'deposited, the answer is unknown'],
  }),
};
