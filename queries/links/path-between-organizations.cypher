// name: path-between-organizations
// title: Path between two organizations | 两个组织之间的路径
// description: A shortest way from one organization to the other over live links, live memberships, and projects,
//   activities and meetings in which they took part; no row where there is none within 12 steps. Only live things are on
//   the way. | 经由有效的共建关系、联盟成员关系，以及共同参与的项目、活动、会议，从甲方到乙方的一条最短路径；12步
//   以内没有则无结果。路径上只有现存的对象。
// param first: Stakeholder | Where the path begins | 起点
// param second: Stakeholder | Where it ends | 终点
// param as_of: date = data | The day it speaks of | 所指的日期
// column step: Place in the path, from 0 | 步
// column id: Id of what stands there | 编码
// column name: Its name or title | 名称
// column type: What it is | 类型
// column tie: The tie that leads to the next | 到下一步的关系
MATCH (a:Entity:Stakeholder {id: $first}), (b:Entity:Stakeholder {id: $second})
WHERE a <> b
MATCH path = shortestPath((a)-[:BUILDS_WITH|MEMBER_OF|TOOK_PART_IN*..12]-(b))
WHERE all(r IN relationships(path)
    WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true))
  AND all(n IN nodes(path)
    WHERE coalesce(n.status <> 'cancelled', true)
      AND ('Unit' IN labels(n) OR coalesce(n.established_on <= $as_of, true)) AND coalesce(n.dissolved_on >= $as_of, true)
      AND coalesce(n.ended_on >= $as_of, true)
      AND coalesce(n.started_on <= $as_of, true) AND coalesce(n.held_on <= $as_of, true))
UNWIND range(0, length(path)) AS step
WITH step, nodes(path)[step] AS node, CASE WHEN step < length(path) THEN type(relationships(path)[step]) END AS tie
RETURN step, node.id AS id, coalesce(node.name, node.title, node.topic) AS name,
       [label IN labels(node) WHERE NOT label IN ['Entity', 'Stakeholder', 'Unit']][0] AS type, tie
ORDER BY step
