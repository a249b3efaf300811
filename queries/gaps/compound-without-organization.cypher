// name: compound-without-organization
// title: Compound without an organization | 小区组织未覆盖
// description: A compound without organization coverage. | 小区（院落）没有组织覆盖。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column households: Households | 户数
MATCH (compound:Compound)
WHERE NOT EXISTS {
  MATCH (compound)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
  WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
      OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
}
OPTIONAL MATCH (compound)-[:PART_OF]->(parent:Place)
WITH compound, parent
WHERE $scope IS NULL OR EXISTS { (compound)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN compound.id AS subject,
       coalesce(compound.name, compound.id) AS name,
       parent.name AS lies_in,
       compound.households AS households
ORDER BY subject
