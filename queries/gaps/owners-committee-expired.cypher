// name: owners-committee-expired
// title: Owners' committee past its term | 业委会逾期
// description: A live owners' committee whose term ended before the date of the data. | 业主委员会的任期届满日期早于
//   数据日期。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column compound: Code of the compound | 小区编码
// column term_ends_on: When its term ended | 任期届满日期
// column days_overdue: Days since | 逾期天数
MATCH (committee:OwnersCommittee)
WHERE committee.term_ends_on < $as_of
  AND coalesce(committee.established_on <= $as_of, true) AND coalesce(committee.dissolved_on >= $as_of, true)
OPTIONAL MATCH (committee)-[:REPRESENTS]->(place:Compound)
WITH committee, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN committee.id AS subject,
       coalesce(committee.name, committee.id) AS name,
       place.name AS lies_in,
       place.id AS compound,
       committee.term_ends_on AS term_ends_on,
       duration.inDays(committee.term_ends_on, $as_of).days AS days_overdue
ORDER BY subject
