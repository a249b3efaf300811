// name: triad-not-meeting
// title: Triad not meeting | 三方未联动
// description: A compound with organization coverage, a live owners' committee and a live property service, and no
//   meeting at the compound itself in the recent $days days at which one of each took part. | 小区（院落）党组织、业
//   委会、物业齐全，但近$days天内没有三方共同参加的、在该小区召开的会议。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 92 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column organizations: Ids of the organizations that reach it | 覆盖它的党组织编码
// column owners_committees: Ids of the owners' committees | 业委会编码
// column property_enterprises: Ids of the property firms | 物业企业编码
// column last_met_on: When all three last met there, empty: never | 三方最近共同到会日期，空为从未
MATCH (compound:Compound)
WITH compound,
     COLLECT {
       MATCH (compound)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
       WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
           OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
         AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
       RETURN DISTINCT org.id AS id ORDER BY id
     } AS organizations,
     COLLECT {
       MATCH (compound)<-[:REPRESENTS]-(committee:OwnersCommittee)
       WHERE coalesce(committee.established_on <= $as_of, true) AND coalesce(committee.dissolved_on >= $as_of, true)
       RETURN DISTINCT committee.id AS id ORDER BY id
     } AS owners_committees,
     COLLECT {
       MATCH (compound)<-[s:SERVICES]-(firm:Enterprise)
       WHERE coalesce(s.since <= $as_of, true) AND coalesce(s.until >= $as_of, true)
       RETURN DISTINCT firm.id AS id ORDER BY id
     } AS property_enterprises
WHERE size(organizations) > 0 AND size(owners_committees) > 0 AND size(property_enterprises) > 0
CALL (compound, organizations, owners_committees, property_enterprises) {
  MATCH (compound)<-[:LOCATED_IN]-(meeting:Meeting)
  WHERE meeting.held_on <= $as_of
    AND EXISTS { MATCH (meeting)<-[:TOOK_PART_IN]-(one:PartyOrganization) WHERE one.id IN organizations }
    AND EXISTS { MATCH (meeting)<-[:TOOK_PART_IN]-(two:OwnersCommittee) WHERE two.id IN owners_committees }
    AND EXISTS { MATCH (meeting)<-[:TOOK_PART_IN]-(three:Enterprise) WHERE three.id IN property_enterprises }
  RETURN max(meeting.held_on) AS last_met_on
}
OPTIONAL MATCH (compound)-[:PART_OF]->(parent:Place)
WITH compound, parent, organizations, owners_committees, property_enterprises, last_met_on
WHERE ($scope IS NULL OR EXISTS { (compound)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) })
  AND (last_met_on IS NULL OR last_met_on < $as_of - duration({days: $days}))
RETURN compound.id AS subject,
       coalesce(compound.name, compound.id) AS name,
       parent.name AS lies_in,
       organizations,
       owners_committees,
       property_enterprises,
       last_met_on
ORDER BY subject
