// name: line-of-superiors
// title: Line of superiors | 隶属链
// description: The organization, the one it reports to, and so on to the top. | 从某党组织起逐级向上的隶属关系。
// param organization: PartyOrganization | Where the line begins | 起点党组织
// param as_of: date = data | The day it speaks of; a line breaks at an organization that is not live | 所指的日期；遇不存续的组织即断
// column step: How far up, from 0 | 级
// column org_id: Id of the organization | 党组织编码
// column org: Its name | 党组织
// column kind: Its kind | 组织类别
// column place_id: Code of the place it serves | 所在地编码
// column place: Name of that place | 所在地
// column level: Level of that place | 层级
MATCH path = (:Entity:PartyOrganization {id: $organization})-[:REPORTS_TO*0..20]->(org:PartyOrganization)
WHERE all(n IN nodes(path)
    WHERE coalesce(n.established_on <= $as_of, true) AND coalesce(n.dissolved_on >= $as_of, true))
WITH org, min(length(path)) AS step
OPTIONAL MATCH (org)-[:SERVES_PLACE]->(place:Place)
RETURN step, org.id AS org_id, org.name AS org, org.kind AS kind,
       place.id AS place_id, place.name AS place, place.level AS level
ORDER BY step
