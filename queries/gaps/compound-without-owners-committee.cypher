// name: compound-without-owners-committee
// title: Compound without an owners' committee | 缺业委会
// description: A compound with no live owners' committee. | 小区（院落）没有在任的业主委员会。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column organizations: Ids of the organizations that reach it | 覆盖它的党组织编码
// column property_enterprises: Ids of the property firms | 物业企业编码
MATCH (compound:Compound)
WHERE NOT EXISTS {
  MATCH (compound)<-[:REPRESENTS]-(committee:OwnersCommittee)
  WHERE coalesce(committee.established_on <= $as_of, true) AND coalesce(committee.dissolved_on >= $as_of, true)
}
OPTIONAL MATCH (compound)-[:PART_OF]->(parent:Place)
WITH compound, parent
WHERE $scope IS NULL OR EXISTS { (compound)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN compound.id AS subject,
       coalesce(compound.name, compound.id) AS name,
       parent.name AS lies_in,
       COLLECT {
         MATCH (compound)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
         WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
             OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
           AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
         RETURN DISTINCT org.id AS id ORDER BY id
       } AS organizations,
       COLLECT {
         MATCH (compound)<-[s:SERVICES]-(firm:Enterprise)
         WHERE coalesce(s.since <= $as_of, true) AND coalesce(s.until >= $as_of, true)
         RETURN DISTINCT firm.id AS id ORDER BY id
       } AS property_enterprises
ORDER BY subject
