// name: building-without-group
// title: Building without a party group | 楼栋缺党小组
// description: A building whose parent is a compound with organization coverage, with no live organization at the
//   building. | 所属小区（院落）已有组织覆盖，而楼栋没有党组织（党小组）。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column compound: Code of the compound | 小区编码
MATCH (building:Building)-[:PART_OF]->(compound:Compound)
WHERE NOT EXISTS {
  MATCH (building)<-[:SERVES_PLACE]-(org:PartyOrganization)
  WHERE NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) }
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
}
  AND EXISTS {
    MATCH (compound)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
    WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
        OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
      AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  }
OPTIONAL MATCH (building)-[:PART_OF]->(parent:Place)
WITH building, parent, compound
WHERE $scope IS NULL OR EXISTS { (building)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN building.id AS subject,
       coalesce(building.name, building.id) AS name,
       parent.name AS lies_in,
       compound.id AS compound
ORDER BY subject
