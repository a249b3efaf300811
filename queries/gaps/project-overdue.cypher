// name: project-overdue
// title: Project overdue | 项目逾期
// description: An open or claimed project that was due before the date of the data. | 状态为待认领或领办中、计划完成
//   日期早于数据日期的项目。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column due_on: When it was due | 计划完成日期
// column days_overdue: Days since | 逾期天数
// column status: Status as written | 状态
// column participants: Ids of who took part | 参与方编码
MATCH (project:Project)
WHERE project.status IN ['open', 'claimed'] AND project.due_on < $as_of
  AND coalesce(project.started_on <= $as_of, true)
OPTIONAL MATCH (project)-[:LOCATED_IN]->(place:Place)
WITH project, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN project.id AS subject,
       coalesce(project.title, project.id) AS name,
       place.name AS lies_in,
       project.due_on AS due_on,
       duration.inDays(project.due_on, $as_of).days AS days_overdue,
       project.status AS status,
       COLLECT {
         MATCH (project)<-[t:TOOK_PART_IN]-(s:Stakeholder)
         WHERE coalesce(t.since <= $as_of, true)
         RETURN DISTINCT s.id AS id ORDER BY id
       } AS participants
ORDER BY subject
