// name: superior-outside-chain
// title: Superior outside the chain | 隶属越界
// description: A live organization at a place whose live superior is at a place that is neither the same nor above
//   it. | 党组织的上级设在既非本地、也非本地上级的区划。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column place: Code of the place it is at | 所在区划编码
// column superior: Id of the superior | 上级党组织编码
// column superior_place: Code of the place the superior is at | 上级党组织所在区划编码
MATCH (org:PartyOrganization)-[:SERVES_PLACE]->(place:Place)
MATCH (org)-[:REPORTS_TO]->(superior:PartyOrganization)-[:SERVES_PLACE]->(above:Place)
WHERE coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  AND coalesce(superior.established_on <= $as_of, true) AND coalesce(superior.dissolved_on >= $as_of, true)
  AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) } AND NOT EXISTS { (superior)-[:BELONGS_TO]->(:Unit) }
  AND NOT EXISTS { (place)-[:PART_OF*0..]->(above) }
  AND ($scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) })
RETURN org.id AS subject, coalesce(org.name, org.id) AS name, place.name AS lies_in, place.id AS place,
       superior.id AS superior, above.id AS superior_place
ORDER BY subject
