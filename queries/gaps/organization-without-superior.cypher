// name: organization-without-superior
// title: Organization without a superior | 隶属缺失
// description: A live organization without a live superior, unless it is a working committee or lies in a place
//   without a parent. | 党组织没有（在任的）上级党组织；党工委，以及位于无上级区划的除外。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column kind: Kind of organization | 组织类别
MATCH (org:PartyOrganization)
WHERE org.kind <> 'working_committee'
  AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  AND NOT EXISTS {
    MATCH (org)-[:REPORTS_TO]->(superior:PartyOrganization)
    WHERE coalesce(superior.established_on <= $as_of, true) AND coalesce(superior.dissolved_on >= $as_of, true)
  }
OPTIONAL MATCH (org)-[:SERVES_PLACE]->(served:Place)
OPTIONAL MATCH (org)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(seat:Place)
WITH org, coalesce(served, seat) AS place
WHERE (place IS NULL OR EXISTS { (place)-[:PART_OF]->(:Place) })
  AND ($scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) })
RETURN org.id AS subject, coalesce(org.name, org.id) AS name, place.name AS lies_in, org.kind AS kind
ORDER BY subject
