declare module '@socialgouv/jours-feries' {
  /** The holidays of a year by their names, at midnight where the clock of the machine is. */
  export default function joursFeries(year: number, options?: { alsace?: boolean }): Record<string, Date>;
}
