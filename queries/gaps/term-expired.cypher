// name: term-expired
// title: Term expired | 换届逾期
// description: A live party organization whose term ended before the date of the data. | 党组织的任期届满日期早于数据
//   日期。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column term_ends_on: When its term ended | 任期届满日期
// column days_overdue: Days since | 逾期天数
MATCH (org:PartyOrganization)
WHERE org.term_ends_on < $as_of
  AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
OPTIONAL MATCH (org)-[:SERVES_PLACE]->(served:Place)
OPTIONAL MATCH (org)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(seat:Place)
WITH org, coalesce(served, seat) AS place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN org.id AS subject,
       coalesce(org.name, org.id) AS name,
       place.name AS lies_in,
       org.term_ends_on AS term_ends_on,
       duration.inDays(org.term_ends_on, $as_of).days AS days_overdue
ORDER BY subject
