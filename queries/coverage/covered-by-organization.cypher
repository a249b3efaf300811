// name: covered-by-organization
// title: What an organization covers | 某党组织覆盖了谁
// description: The unit it belongs to, the place it serves, and every unit and place it covers by a live row. | 其所在单位、所服务的区划，以及以有效记录覆盖的单位与载体。
// param organization: PartyOrganization | The party organization | 党组织
// param as_of: date = data | The day it speaks of | 所指的日期
// column covered_id: Id of the unit or place | 覆盖对象编码
// column covered: Its name | 覆盖对象
// column type: What it is | 类型
// column how: Own, or the kind of coverage: organization, work, activity | 覆盖类型（own 为自身）
// column mode: By what means | 覆盖方式
// column operating_status: Whether the unit operates; empty: it does | 经营状态
MATCH (org:Entity:PartyOrganization {id: $organization})
WHERE coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
CALL (org) {
  MATCH (org)-[:BELONGS_TO|SERVES_PLACE]->(covered:Unit|Place)
  RETURN covered, 'own' AS how, null AS mode
  UNION ALL
  MATCH (org)-[r:COVERS]->(covered:Unit|Place)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
  RETURN covered, r.kind AS how, r.mode AS mode
}
RETURN covered.id AS covered_id, covered.name AS covered,
       [label IN labels(covered) WHERE NOT label IN ['Entity', 'Stakeholder', 'Unit', 'Place']][0] AS type,
       how, mode, covered.operating_status AS operating_status
ORDER BY how = 'own' DESC, how, covered_id
