// name: request-overdue
// title: Request overdue | 诉求逾期
// description: A request dispatched but not resolved, raised more than $days days before the date of the data. | 已派
//   单而未办结，提出已超过$days天的居民诉求。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 15 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column raised_on: When it was raised | 提出日期
// column dispatched_on: When it was dispatched | 派单日期
// column handled_by: Who handles it | 承办单位编码
// column days_open: Days since it was raised | 提出至今天数
// column category: Category | 类别
MATCH (request:Request)
WHERE request.raised_on < $as_of - duration({days: $days})
  AND NOT coalesce(request.resolved_on <= $as_of, false)
  AND coalesce(request.dispatched_on <= $as_of, false)
OPTIONAL MATCH (request)-[:LOCATED_IN]->(place:Place)
WITH request, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN request.id AS subject,
       request.id AS name,
       place.name AS lies_in,
       request.raised_on AS raised_on,
       request.dispatched_on AS dispatched_on,
       COLLECT { MATCH (request)<-[:HANDLES]-(s:Stakeholder) RETURN s.id AS id ORDER BY id } AS handled_by,
       duration.inDays(request.raised_on, $as_of).days AS days_open,
       request.category AS category
ORDER BY subject
