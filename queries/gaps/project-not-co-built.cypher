// name: project-not-co-built
// title: Project not co-built | 项目非共建
// description: A claimed or done project with fewer than two different participants. | 状态为领办中或已办结、参与方不
//   足两个的项目。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column status: Status as written | 状态
// column participants: Ids of who took part | 参与方编码
MATCH (project:Project)
WHERE project.status IN ['claimed', 'done'] AND coalesce(project.started_on <= $as_of, true)
WITH project, COLLECT {
  MATCH (project)<-[t:TOOK_PART_IN]-(s:Stakeholder)
  WHERE coalesce(t.since <= $as_of, true)
  RETURN DISTINCT s.id AS id ORDER BY id
} AS participants
WHERE size(participants) < 2
OPTIONAL MATCH (project)-[:LOCATED_IN]->(place:Place)
WITH project, participants, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN project.id AS subject,
       coalesce(project.title, project.id) AS name,
       place.name AS lies_in,
       project.status AS status,
       participants
ORDER BY subject
