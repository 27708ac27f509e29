/** So many different SIRETs as a test needs: La Poste has one for each of its offices, by a key of its own. */
export function siretOf(n: number): string {
  const office = String(n).padStart(4, '0');
  const sum = [...`356000000${office}`].reduce((total, digit) => total + Number(digit), 0);
  return `356000000${office}${(5 - (sum % 5)) % 5}`;
}
