// name: place-without-organization
// title: Rung without an organization | 层级缺组织
// description: A street with no live working committee or committee at it, or a community with no live organization
//   at it. | 街道没有党工委或党委，或社区没有任何党组织。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column level: Its level | 层级
// column organizations: Ids of the organizations at it | 设在该地的党组织编码
MATCH (place:Street|Community)
WITH place, COLLECT {
  MATCH (place)<-[:SERVES_PLACE]-(org:PartyOrganization)
  WHERE NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) }
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  RETURN DISTINCT org.id AS id ORDER BY id
} AS organizations
WHERE size(organizations) = 0
   OR (place.level = 'street' AND NOT EXISTS {
     MATCH (place)<-[:SERVES_PLACE]-(org:PartyOrganization)
     WHERE NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) } AND org.kind IN ['working_committee', 'committee']
       AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
   })
OPTIONAL MATCH (place)-[:PART_OF]->(parent:Place)
WITH place, parent, organizations
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN place.id AS subject,
       coalesce(place.name, place.id) AS name,
       parent.name AS lies_in,
       place.level AS level,
       organizations
ORDER BY subject
