// name: need-unclaimed
// title: Need that nobody claimed | 需求无人认领
// description: An open need to which no project points, expired before the date of the data, or without an expiry and
//   raised more than $days days before. | 状态为待认领、无项目对应的需求：截止日期早于数据日期，或无截止日期而提出已
//   超过$days天。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 60 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column category: Category | 类别
// column raised_by: Who raised it | 提出方编码
// column raised_on: When it was raised | 提出日期
// column expires_on: Until when it could be claimed | 截止日期
MATCH (need:Need)
WHERE coalesce(need.status, 'open') = 'open' AND coalesce(need.raised_on <= $as_of, true)
  AND CASE
    WHEN need.expires_on IS NULL THEN coalesce(need.raised_on < $as_of - duration({days: $days}), false)
    ELSE need.expires_on < $as_of
  END
  AND NOT EXISTS {
    MATCH (need)<-[:ANSWERS]-(project:Project)
    WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
  }
OPTIONAL MATCH (raiser:Stakeholder)-[:RAISED]->(need)
OPTIONAL MATCH (need)-[:LOCATED_IN]->(own:Place)
OPTIONAL MATCH (raiser)-[:LOCATED_IN|SERVES_PLACE|REPRESENTS]->(served:Place)
OPTIONAL MATCH (raiser)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(seat:Place)
WITH need, raiser, coalesce(own, served, seat) AS place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN need.id AS subject,
       coalesce(need.title, need.id) AS name,
       place.name AS lies_in,
       need.category AS category,
       [id IN [raiser.id] WHERE id IS NOT NULL] AS raised_by,
       need.raised_on AS raised_on,
       need.expires_on AS expires_on
ORDER BY subject
