// name: lines-not-joined
// title: Lines not joined | 双线未融合
// description: A community with projects, not cancelled, in both lines placed in it, and no participant in both. | 社
//   区内发展治理与综合治理两条线都有项目（已取消的除外），但没有任何单位同时参与两线。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column development: Projects in the line of development | 发展治理项目数
// column governance: Projects in the line of governance | 综合治理项目数
MATCH (community:Community)
WITH community,
     COUNT {
       MATCH (community)<-[:LOCATED_IN]-(project:Project {line: 'development'})
       WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
     } AS development,
     COUNT {
       MATCH (community)<-[:LOCATED_IN]-(project:Project {line: 'governance'})
       WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
     } AS governance
WHERE development > 0 AND governance > 0
  AND NOT EXISTS {
    MATCH (community)<-[:LOCATED_IN]-(project:Project {line: 'development'})<-[t:TOOK_PART_IN]-(who:Stakeholder),
          (who)-[u:TOOK_PART_IN]->(other:Project {line: 'governance'})-[:LOCATED_IN]->(community)
    WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
      AND other.status <> 'cancelled' AND coalesce(other.started_on <= $as_of, true)
      AND coalesce(t.since <= $as_of, true) AND coalesce(u.since <= $as_of, true)
  }
OPTIONAL MATCH (community)-[:PART_OF]->(parent:Place)
WITH community, parent, development, governance
WHERE $scope IS NULL OR EXISTS { (community)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN community.id AS subject,
       coalesce(community.name, community.id) AS name,
       parent.name AS lies_in,
       development,
       governance
ORDER BY subject
