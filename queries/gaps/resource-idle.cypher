// name: resource-idle
// title: Idle resource | 资源闲置
// description: A live resource to which no project points that began in the recent $days days. | 近$days天内没有任何
//   新开始的项目使用的、在有效期内的资源。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 183 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column category: Category | 类别
// column offered_by: Who offers it | 提供方编码
// column last_used_on: When a project that uses it last began, empty: never | 最近使用它的项目开始日期，空为从未
MATCH (resource:Resource)
WHERE coalesce(resource.available_from <= $as_of, true) AND coalesce(resource.available_until >= $as_of, true)
CALL (resource) {
  MATCH (resource)<-[:USES]-(project:Project)
  WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
  RETURN max(project.started_on) AS last_used_on
}
WITH resource, last_used_on
WHERE last_used_on IS NULL OR last_used_on < $as_of - duration({days: $days})
OPTIONAL MATCH (resource)-[:LOCATED_IN]->(place:Place)
WITH resource, last_used_on, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN resource.id AS subject,
       coalesce(resource.title, resource.id) AS name,
       place.name AS lies_in,
       resource.category AS category,
       COLLECT { MATCH (resource)<-[:OFFERS]-(s:Stakeholder) RETURN s.id AS id ORDER BY id } AS offered_by,
       last_used_on
ORDER BY subject
