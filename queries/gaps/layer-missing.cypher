// name: layer-missing
// title: Joint layer missing | 五联缺项
// description: A community where, for some of the five layers, no project began and no activity was held in the
//   recent $days days, and no live link in that layer has an end lying in it. | 五联中某一联，近$days天内没有在该社区
//   开始的项目、举办的活动，也没有一方位于该社区的在有效期内的共建关系。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 365 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column layers: Layers that are missing | 缺少的五联类型
MATCH (community:Community)
WITH community, COLLECT {
  MATCH (community)<-[:LOCATED_IN]-(project:Project)
  WHERE project.layer IS NOT NULL AND project.status <> 'cancelled'
    AND $as_of - duration({days: $days}) <= project.started_on <= $as_of
  RETURN project.layer AS layer
  UNION
  MATCH (community)<-[:LOCATED_IN]-(activity:Activity)
  WHERE activity.layer IS NOT NULL AND $as_of - duration({days: $days}) <= activity.held_on <= $as_of
  RETURN activity.layer AS layer
  UNION
  MATCH (community)<-[:LOCATED_IN|SERVES_PLACE]-(one:Stakeholder)-[link:BUILDS_WITH]-(other:Stakeholder)
  WHERE link.layer IS NOT NULL AND coalesce(link.since <= $as_of, true) AND coalesce(link.until >= $as_of, true)
    AND (one:Unit OR coalesce(one.established_on <= $as_of, true)) AND coalesce(one.dissolved_on >= $as_of, true)
    AND (other:Unit OR coalesce(other.established_on <= $as_of, true)) AND coalesce(other.dissolved_on >= $as_of, true)
  RETURN link.layer AS layer
  UNION
  MATCH (community)<-[:LOCATED_IN]-(:Unit)<-[:BELONGS_TO]-(one:PartyOrganization)-[link:BUILDS_WITH]-(other:Stakeholder)
  WHERE link.layer IS NOT NULL AND NOT EXISTS { (one)-[:SERVES_PLACE]->(:Place) }
    AND coalesce(link.since <= $as_of, true) AND coalesce(link.until >= $as_of, true)
    AND (one:Unit OR coalesce(one.established_on <= $as_of, true)) AND coalesce(one.dissolved_on >= $as_of, true)
    AND (other:Unit OR coalesce(other.established_on <= $as_of, true)) AND coalesce(other.dissolved_on >= $as_of, true)
  RETURN link.layer AS layer
} AS alive
WITH community,
     [layer IN ['safety', 'culture', 'activity', 'environment', 'mediation'] WHERE NOT layer IN alive] AS layers
WHERE size(layers) > 0
OPTIONAL MATCH (community)-[:PART_OF]->(parent:Place)
WITH community, parent, layers
WHERE $scope IS NULL OR EXISTS { (community)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN community.id AS subject,
       coalesce(community.name, community.id) AS name,
       parent.name AS lies_in,
       layers
ORDER BY subject
