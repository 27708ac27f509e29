/**
 * What disputes overturned, as facts of the ladder: `of` says whose, of `v`. What they overturned is looked up row by row:
 * there are few, and a join would read all sign-offs.
 */
export const overturns = (of: string): string => `
  select v.contract_id, v.sequence, v.recorded_at, case
    when v.sign_off_id is not null then jsonb_build_object(
      'kind', 'sign_off_overturned', 'sequence', v.sequence, 'recordedAt', v.recorded_at, 'signOffId', v.sign_off_id,
      'competency', (select s.competency from sign_offs s where s.id = v.sign_off_id),
      'level', (select s.level from sign_offs s where s.id = v.sign_off_id)
    )
    when v.revocation_id is not null then jsonb_build_object(
      'kind', 'reinstatement', 'sequence', v.sequence, 'recordedAt', v.recorded_at,
      'revocation', (select r.sequence from revocations r where r.id = v.revocation_id),
      'competency', (
        select s.competency
        from sign_offs s
        where s.id = (select r.sign_off_id from revocations r where r.id = v.revocation_id)
      )
    )
    else jsonb_build_object(
      'kind', 'level_decision_overturned', 'sequence', v.sequence, 'recordedAt', v.recorded_at, 'id', v.level_decision_id
    )
  end as fact
  from overturns v
  where ${of}
`;
