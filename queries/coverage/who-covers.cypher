// name: who-covers
// title: Who covers a unit or a place | 谁覆盖某单位或某地
// description: Live organizations of its own, and every live coverage of it with its kind and mode. | 其自身的党组织，以及对它的各项有效覆盖及方式。
// param target: Entity | The unit or place | 单位或区划
// param as_of: date = data | The day it speaks of | 所指的日期
// column org_id: Id of the party organization | 党组织编码
// column org: Its name | 党组织
// column org_kind: Its kind | 组织类别
// column how: Own, or the kind of coverage: organization, work, activity | 覆盖类型（own 为自身组织）
// column mode: By what means | 覆盖方式
// column since: Since when | 起
// column until: Until when | 止
MATCH (target:Entity {id: $target})
CALL (target) {
  MATCH (target)<-[:BELONGS_TO]-(org:PartyOrganization)
  RETURN org, 'own' AS how, null AS mode, org.established_on AS since, null AS until
  UNION ALL
  MATCH (target)<-[:SERVES_PLACE]-(org:PartyOrganization)
  WHERE NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) }
  RETURN org, 'own' AS how, null AS mode, org.established_on AS since, null AS until
  UNION ALL
  MATCH (target)<-[r:COVERS]-(org:PartyOrganization)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
  RETURN org, r.kind AS how, r.mode AS mode, r.since AS since, r.until AS until
}
WITH org, how, mode, since, until
WHERE coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
RETURN org.id AS org_id, org.name AS org, org.kind AS org_kind, how, mode, since, until
ORDER BY how = 'own' DESC, how, org_id, since
