// name: cadence-overdue
// title: Five-step cadence overdue | 五步频次逾期
// description: A compound with all three parties where for some step the last meeting at the compound itself is more
//   than day $day, week $week, month $month, quarter $quarter, year $year days before the date of the data, or never
//   was. | 三方齐全的小区（院落），某一频次最近一次会议距数据日期超过：日联$day天、周会$week天、月商$month天、季
//   研$quarter天、年总$year天，或从未召开。
// param as_of: date = data | The day it speaks of | 所指的日期
// param day: count = 3 | Days after which the daily contact is overdue | 日联逾期天数
// param week: count = 10 | Likewise the weekly meeting | 周会逾期天数
// param month: count = 35 | Likewise the monthly consultation | 月商逾期天数
// param quarter: count = 100 | Likewise the quarterly study | 季研逾期天数
// param year: count = 400 | Likewise the yearly summary | 年总逾期天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column steps: Steps that are overdue | 逾期的频次
// column last_met_on: When each of them was last held, empty: never | 各频次最近一次会议日期，空为从未
MATCH (compound:Compound)
WHERE EXISTS {
  MATCH (compound)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
  WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
      OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
}
  AND EXISTS {
    MATCH (compound)<-[:REPRESENTS]-(committee:OwnersCommittee)
    WHERE coalesce(committee.established_on <= $as_of, true) AND coalesce(committee.dissolved_on >= $as_of, true)
  }
  AND EXISTS {
    MATCH (compound)<-[s:SERVICES]-(firm:Enterprise)
    WHERE coalesce(s.since <= $as_of, true) AND coalesce(s.until >= $as_of, true)
  }
WITH compound, ['day', 'week', 'month', 'quarter', 'year'] AS names, [$day, $week, $month, $quarter, $year] AS limits
WITH compound, COLLECT {
  UNWIND range(0, size(names) - 1) AS at
  OPTIONAL MATCH (compound)<-[:LOCATED_IN]-(meeting:Meeting)
  WHERE meeting.step = names[at] AND meeting.held_on <= $as_of
  WITH at, max(meeting.held_on) AS last
  WHERE last IS NULL OR last < $as_of - duration({days: limits[at]})
  RETURN [names[at], last] AS step ORDER BY at
} AS overdue
WHERE size(overdue) > 0
OPTIONAL MATCH (compound)-[:PART_OF]->(parent:Place)
WITH compound, parent, overdue
WHERE $scope IS NULL OR EXISTS { (compound)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN compound.id AS subject,
       coalesce(compound.name, compound.id) AS name,
       parent.name AS lies_in,
       [step IN overdue | step[0]] AS steps,
       [step IN overdue | step[1]] AS last_met_on
ORDER BY subject
