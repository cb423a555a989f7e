-- SPDX-License-Identifier: Apache-2.0
--
-- What PostgreSQL does in the submission benchmark: one stored function that scores a form under schemes/gansu-overall and
-- stores it as jsonb with a row for each indicator and four indexes, in one transaction. Goals lie in rows of their own and
-- are joined by code, as one would design it. The form is the same proto3 JSON that goes to heng.

create table goal_rows(
  goals text, code text, n int not null, rule text not null, target numeric, target_upper numeric, weight numeric,
  primary key (goals, code));

create table evaluations(
  id bigint primary key, region text not null, department text not null, year int not null, form jsonb not null,
  total numeric(6, 2) not null, grade text not null, adjusted numeric(18, 2), executed numeric(18, 2));
create index on evaluations(region, year);
create index on evaluations(year, total desc);
create index on evaluations(department, year);
create index on evaluations(grade, year);

create table indicators(
  evaluation bigint, n int, code text not null, actual numeric, band text, points numeric(6, 2), reason text,
  primary key (evaluation, n));

create sequence evaluation_ids;

-- Answers with the total.
create function submit(form jsonb) returns numeric language plpgsql as $$
declare
  id bigint := nextval('evaluation_ids');
  line jsonb := (select l from jsonb_array_elements(form->'budget'->'lines') l where l->>'kind' = 'BUDGET_LINE_KIND_TOTAL');
  adjusted numeric := (line->>'adjustedYuan')::numeric;
  executed numeric := (line->>'executedYuan')::numeric;
  points_of_rows numeric;
  total numeric;
begin
  with results as (
    select r->>'code' code, (r->>'actual')::numeric actual, r->>'band' band, r->>'outcome' outcome, r->>'reason' reason
    from jsonb_array_elements(form->'results') r),
  scored as (
    select g.n, g.code, r.actual, r.band, r.reason, round(coalesce(case g.rule
      when 'RULE_KIND_AT_LEAST' then case when r.actual >= g.target then g.weight else g.weight * r.actual / g.target end
      when 'RULE_KIND_EQUAL' then case when r.actual >= g.target then g.weight else g.weight * r.actual / g.target end
      when 'RULE_KIND_AT_MOST' then case when r.actual <= g.target then g.weight else g.weight * g.target / r.actual end
      when 'RULE_KIND_RANGE' then case when r.actual < g.target then g.weight * r.actual / g.target
        when r.actual > g.target_upper then g.weight * g.target_upper / r.actual else g.weight end
      when 'RULE_KIND_BAND' then g.weight * case r.band when 'full' then 0.9 when 'part' then 0.7 when 'poor' then 0.3 end
      when 'RULE_KIND_EITHER_OR' then case r.outcome when 'OUTCOME_REACHED' then g.weight else 0 end
      end, 0), 2) points
    from goal_rows g join results r using (code) where g.goals = form->>'goals'),
  stored as (
    insert into indicators select id, n, code, actual, band, points, reason from scored returning points)
  select sum(points) into points_of_rows from stored;
  total := points_of_rows + trunc(case when executed >= adjusted then 10 else 10 * executed / adjusted end, 2);
  insert into evaluations values (
    id, split_part(form->>'name', '/', 2), split_part(form->>'name', '/', 4),
    left(split_part(form->>'name', '/', 6), 4)::int, form, total,
    case when total >= 90 then '优' when total >= 80 then '良' when total >= 60 then '中' else '差' end, adjusted, executed);
  return total;
end $$;
