// name: alliances-of-street
// title: Alliances of a street | 街道参与的联盟
// description: Live alliances that are for a street (or a place in it), or that have a live member lying in it. | 范围在某街道（或其内）
//   的联盟，以及有成员位于该街道的联盟。
// param street: Place | The street, or any other place | 街道，或其他区划
// param as_of: date = data | The day it speaks of | 所指的日期
// column alliance_id: Id of the alliance | 联盟编码
// column alliance: Name of the alliance | 联盟
// column kind: Kind | 类别
// column for_the_street: Whether its own place is the street or in it | 范围是否在该街道
// column members_there: How many of its live members lie there | 位于该街道的成员数
MATCH (:Entity:Place {id: $street})<-[:PART_OF*0..]-(place:Place)
WITH collect(DISTINCT place) AS places
CALL (places) {
  UNWIND places AS place
  MATCH (alliance:Alliance)-[:LOCATED_IN]->(place)
  RETURN alliance, null AS member
  UNION
  UNWIND places AS place
  MATCH (alliance:Alliance)<-[r:MEMBER_OF]-(member:Stakeholder)-[:LOCATED_IN|SERVES_PLACE|REPRESENTS]->(place)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
  RETURN alliance, member
  UNION
  UNWIND places AS place
  MATCH (alliance:Alliance)<-[r:MEMBER_OF]-(member:PartyOrganization)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(place)
  WHERE NOT EXISTS { (member)-[:SERVES_PLACE]->(:Place) }
    AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
  RETURN alliance, member
}
WITH alliance, member
WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
  AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
WITH alliance, count(DISTINCT member) AS members_there,
     max(CASE WHEN member IS NULL THEN 1 ELSE 0 END) = 1 AS for_the_street
RETURN alliance.id AS alliance_id, alliance.name AS alliance, alliance.kind AS kind, for_the_street, members_there
ORDER BY alliance_id
