// name: resources-for-need
// title: Resources that could meet a need | 可满足某需求的资源
// description: Live resources of the need's category: first those in the same street, then those without a place, then
//   those elsewhere; among them first those that fewest projects use. | 与需求同类的有效资源：先同街道，再不限地点，再其他地点；
//   其中被项目使用少的在前。
// param need: Need | The need | 需求
// param as_of: date = data | The day it speaks of | 所指的日期
// column resource_id: Id of the resource | 资源编码
// column resource: What is offered | 资源
// column reach: same_street, anywhere or elsewhere | 地点关系
// column offered_by_id: Id of who offers it | 提供方编码
// column offered_by: Who offers it | 提供方
// column capacity: How much | 容量
// column available_until: Until when | 截止日期
// column projects: Projects begun that use it | 使用它的项目数
MATCH (need:Entity:Need {id: $need})
CALL (need) {
  OPTIONAL MATCH (need)-[:LOCATED_IN]->(:Place)-[above:PART_OF*0..]->(street:Street)
  WITH street ORDER BY size(above) LIMIT 1
  RETURN street
}
MATCH (resource:Resource)
WHERE normalize(trim(normalize(resource.category, NFKC)), NFKC) = normalize(trim(normalize(need.category, NFKC)), NFKC)
  AND coalesce(resource.available_from <= $as_of, true) AND coalesce(resource.available_until >= $as_of, true)
OPTIONAL MATCH (by:Stakeholder)-[:OFFERS]->(resource)
WITH resource, by,
     CASE
       WHEN NOT EXISTS { (resource)-[:LOCATED_IN]->(:Place) } THEN 'anywhere'
       WHEN EXISTS { MATCH (resource)-[:LOCATED_IN]->(:Place)-[:PART_OF*0..]->(its:Street) WHERE its = street } THEN 'same_street'
       ELSE 'elsewhere'
     END AS reach,
     COUNT {
       MATCH (resource)<-[:USES]-(project:Project)
       WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
     } AS projects
RETURN resource.id AS resource_id, resource.title AS resource, reach,
       by.id AS offered_by_id, by.name AS offered_by, resource.capacity AS capacity,
       resource.available_until AS available_until, projects
ORDER BY CASE reach WHEN 'same_street' THEN 0 WHEN 'anywhere' THEN 1 ELSE 2 END, projects, resource_id
