// name: triads-of-community
// title: The three parties of each compound | 社区各小区的三方联动
// description: For each compound below a place: party organizations at it or covering it, its live owners' committees,
//   its live property firms, whether it has all three, and when all three last met there. | 某社区（或其他区划）内各小区的党组织、
//   业主委员会、物业企业是否齐全，以及三方最近一次共同到会的日期。
// param community: Place | The community, or another place above compounds | 社区，或其他上级区划
// param as_of: date = data | The day it speaks of | 所指的日期
// column compound_id: Code of the compound | 小区编码
// column compound: Name of the compound | 小区
// column party_organizations: Party organizations at it or covering it | 党组织
// column owners_committees: Owners' committees | 业主委员会
// column property_firms: Property firms | 物业企业
// column complete: Whether all three are there | 三方是否齐全
// column last_met_on: When all three last met there | 三方最近共同到会日期
MATCH (:Entity:Place {id: $community})<-[:PART_OF*0..]-(compound:Compound)
WITH DISTINCT compound
CALL (compound) {
  OPTIONAL MATCH (compound)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
  WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
      OR (type(r) = 'COVERS' AND r.kind = 'organization'
        AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  WITH DISTINCT org ORDER BY org.id
  RETURN collect(org) AS organizations
}
CALL (compound) {
  OPTIONAL MATCH (compound)<-[:REPRESENTS]-(committee:OwnersCommittee)
  WHERE coalesce(committee.established_on <= $as_of, true) AND coalesce(committee.dissolved_on >= $as_of, true)
  WITH committee ORDER BY committee.id
  RETURN collect(committee) AS committees
}
CALL (compound) {
  OPTIONAL MATCH (compound)<-[s:SERVICES]-(firm:Enterprise)
  WHERE coalesce(s.since <= $as_of, true) AND coalesce(s.until >= $as_of, true)
  WITH DISTINCT firm ORDER BY firm.id
  RETURN collect(firm) AS firms
}
CALL (compound, organizations, committees, firms) {
  OPTIONAL MATCH (compound)<-[:LOCATED_IN]-(meeting:Meeting)
  WHERE meeting.held_on <= $as_of
    AND EXISTS { MATCH (meeting)<-[:TOOK_PART_IN]-(one:PartyOrganization) WHERE one IN organizations }
    AND EXISTS { MATCH (meeting)<-[:TOOK_PART_IN]-(two:OwnersCommittee) WHERE two IN committees }
    AND EXISTS { MATCH (meeting)<-[:TOOK_PART_IN]-(three:Enterprise) WHERE three IN firms }
  RETURN max(meeting.held_on) AS last_met_on
}
RETURN compound.id AS compound_id, compound.name AS compound,
       [party IN organizations | coalesce(party.name, party.id)] AS party_organizations,
       [party IN committees | coalesce(party.name, party.id)] AS owners_committees,
       [party IN firms | coalesce(party.name, party.id)] AS property_firms,
       size(organizations) > 0 AND size(committees) > 0 AND size(firms) > 0 AS complete,
       last_met_on
ORDER BY compound_id
