// name: reporting-cycle
// title: Reporting cycle | 隶属成环
// description: Live organizations that report to each other in a circle; one that is its own superior is a cycle of
//   one. | 在任党组织的隶属关系首尾相接成环；以自身为上级者为一元环。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column cycle: Ids in the circle, each followed by its superior | 环中各党组织编码，后一个是前一个的上级
MATCH (org:PartyOrganization)
WHERE EXISTS { (org)<-[:REPORTS_TO]-(:PartyOrganization) }
  AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
MATCH path = (org)-[:REPORTS_TO*1..]->(org)
WHERE all(step IN nodes(path) WHERE step.id >= org.id
  AND coalesce(step.established_on <= $as_of, true) AND coalesce(step.dissolved_on >= $as_of, true))
WITH org, [step IN nodes(path) | step.id][..-1] AS cycle
OPTIONAL MATCH (org)-[:SERVES_PLACE]->(served:Place)
OPTIONAL MATCH (org)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(seat:Place)
WITH org, cycle, coalesce(served, seat) AS place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN org.id AS subject,
       coalesce(org.name, org.id) AS name,
       place.name AS lies_in,
       cycle
ORDER BY subject
