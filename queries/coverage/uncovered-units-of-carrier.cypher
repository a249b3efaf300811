// name: uncovered-units-of-carrier
// title: Uncovered units of a carrier | 载体内未覆盖的单位
// description: Operating enterprises and social organizations in a zone, commercial building, business district, market
//   or any other place that no live organization belongs to or covers; those with most party members first. | 某产业功能区、
//   商务楼宇、商圈、市场（或其他区划）内正常经营而没有组织覆盖的企业与社会组织，党员多的在前。
// param carrier: Place | The carrier, or any other place | 载体，或其他区划
// param as_of: date = data | The day it speaks of | 所指的日期
// column unit_id: Id of the unit | 单位编码
// column unit: Name of the unit | 单位
// column type: What it is | 类型
// column party_members: Formal members who work there; empty counts as none | 党员数
// column employees: People who work there | 从业人数
// column work_coverage: Whether live work coverage reaches it | 是否有工作覆盖
// column place_id: Code of the place it is in | 所在地编码
// column place: Name of that place | 所在地
MATCH (:Entity:Place {id: $carrier})<-[:PART_OF*0..]-(place:Place)
WITH DISTINCT place
MATCH (place)<-[:LOCATED_IN]-(unit:Enterprise|SocialOrganization)
WHERE coalesce(unit.operating_status, 'operating') = 'operating'
  AND NOT EXISTS {
    MATCH (unit)<-[:BELONGS_TO]-(org:PartyOrganization)
    WHERE coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  }
  AND NOT EXISTS {
    MATCH (unit)<-[r:COVERS {kind: 'organization'}]-(org:PartyOrganization)
    WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
      AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  }
RETURN unit.id AS unit_id, unit.name AS unit,
       [label IN labels(unit) WHERE NOT label IN ['Entity', 'Stakeholder', 'Unit']][0] AS type,
       unit.party_members AS party_members, unit.employees AS employees,
       EXISTS {
         MATCH (unit)<-[r:COVERS {kind: 'work'}]-(org:PartyOrganization)
         WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
           AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
       } AS work_coverage,
       place.id AS place_id, place.name AS place
ORDER BY coalesce(party_members, 0) DESC, unit_id
