// name: partners-by-layer
// title: Partners of an organization by layer | 某组织在五联各层的伙伴
// description: With whom an organization builds, in which of the five layers: by projects and activities in which both
//   took part, and by live links. | 某组织与谁共建、属于五联中的哪一联：共同参与的项目、活动与共建关系的数量。
// param organization: Stakeholder | The organization | 组织
// param layer: links.layer = none | Only this layer | 只列此联
// param as_of: date = data | The day it speaks of | 所指的日期
// column layer: Which of the five joint layers; empty: not said | 五联类型
// column partner_id: Id of the partner | 伙伴编码
// column partner: Name of the partner | 伙伴
// column type: What it is | 类型
// column projects: Projects together | 共同项目数
// column activities: Activities together | 共同活动数
// column links: Live links | 共建关系数
// column last_on: Last day of them | 最近日期
MATCH (own:Entity:Stakeholder {id: $organization})
CALL (own) {
  MATCH (own)-[s:TOOK_PART_IN]->(project:Project)<-[t:TOOK_PART_IN]-(partner:Stakeholder)
  WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
    AND coalesce(s.since <= $as_of, true) AND coalesce(t.since <= $as_of, true)
  WITH DISTINCT partner, project
  RETURN partner, project.layer AS layer, 1 AS project_, 0 AS activity_, 0 AS link_,
         CASE WHEN project.finished_on <= $as_of THEN project.finished_on ELSE project.started_on END AS day
  UNION ALL
  MATCH (own)-[:TOOK_PART_IN]->(activity:Activity)<-[:TOOK_PART_IN]-(partner:Stakeholder)
  WHERE activity.held_on <= $as_of
  WITH DISTINCT partner, activity
  RETURN partner, activity.layer AS layer, 0 AS project_, 1 AS activity_, 0 AS link_, activity.held_on AS day
  UNION ALL
  MATCH (own)-[r:BUILDS_WITH]-(partner:Stakeholder)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (own:Unit OR coalesce(own.established_on <= $as_of, true)) AND coalesce(own.dissolved_on >= $as_of, true)
    AND (partner:Unit OR coalesce(partner.established_on <= $as_of, true)) AND coalesce(partner.dissolved_on >= $as_of, true)
  RETURN partner, r.layer AS layer, 0 AS project_, 0 AS activity_, 1 AS link_, r.since AS day
}
WITH partner, layer, project_, activity_, link_, day
WHERE partner.id <> $organization AND ($layer IS NULL OR layer = $layer)
WITH partner, layer, sum(project_) AS projects, sum(activity_) AS activities, sum(link_) AS links, max(day) AS last_on
RETURN layer, partner.id AS partner_id, partner.name AS partner,
       [label IN labels(partner) WHERE NOT label IN ['Entity', 'Stakeholder', 'Unit']][0] AS type,
       projects, activities, links, last_on
ORDER BY layer, projects + activities + links DESC, partner_id
