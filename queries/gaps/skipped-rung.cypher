// name: skipped-rung
// title: Rung skipped | 越级隶属
// description: A live organization at a compound whose live superior is at the street above, while the community
//   between has a live organization at it. | 小区党组织直接隶属街道党组织，而中间的社区设有党组织。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column superior: Id of the superior | 上级党组织编码
// column street: Code of the street | 街道编码
// column community: Code of the community between | 中间社区编码
MATCH (org:PartyOrganization)-[:SERVES_PLACE]->(place:Compound)
MATCH (place)-[:PART_OF]->(community:Community)-[:PART_OF]->(street:Street)
MATCH (org)-[:REPORTS_TO]->(superior:PartyOrganization)-[:SERVES_PLACE]->(street)
WHERE coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  AND coalesce(superior.established_on <= $as_of, true) AND coalesce(superior.dissolved_on >= $as_of, true)
  AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) } AND NOT EXISTS { (superior)-[:BELONGS_TO]->(:Unit) }
  AND EXISTS {
    MATCH (community)<-[:SERVES_PLACE]-(between:PartyOrganization)
    WHERE NOT EXISTS { (between)-[:BELONGS_TO]->(:Unit) }
      AND coalesce(between.established_on <= $as_of, true) AND coalesce(between.dissolved_on >= $as_of, true)
  }
  AND ($scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) })
RETURN org.id AS subject, coalesce(org.name, org.id) AS name, place.name AS lies_in, superior.id AS superior,
       street.id AS street, community.id AS community
ORDER BY subject
