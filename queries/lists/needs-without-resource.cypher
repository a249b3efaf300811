// name: needs-without-resource
// title: Open needs without a resource | 没有对应资源的需求
// description: Open needs for which no live resource of the same category lies in the same street or has no place. The
//   same definition as the gap rule need-without-resource. | 同一街道内（或不限地点）没有同类有效资源的待认领需求；
//   定义与缺口规则 need-without-resource 相同。
// param place: Place = none | Only needs that lie in this place or below | 只列此地及以下的需求
// param as_of: date = data | The day it speaks of | 所指的日期
// column need_id: Id of the need | 需求编码
// column need: What is needed | 需求
// column category: Category | 类别
// column street: Street it lies in | 所在街道
// column raised_on: When it was raised | 提出日期
// column expires_on: Until when it can be claimed | 截止日期
// column elsewhere: Live resources of the category in other places | 其他地点的同类资源数
CALL () {
  MATCH (resource:Resource)
  WHERE coalesce(resource.available_from <= $as_of, true) AND coalesce(resource.available_until >= $as_of, true)
  OPTIONAL MATCH (resource)-[:LOCATED_IN]->(place:Place)
  CALL (place) {
    OPTIONAL MATCH (place)-[above:PART_OF*0..]->(street:Street)
    WITH street ORDER BY size(above) LIMIT 1
    RETURN street
  }
  WITH normalize(trim(normalize(resource.category, NFKC)), NFKC) AS category,
       CASE WHEN place IS NULL THEN '*' ELSE coalesce(street.id, '') END AS reach
  RETURN collect(category) AS categories, collect(category + '\n' + reach) AS offers
}
MATCH (need:Need)
WHERE coalesce(need.status, 'open') = 'open' AND coalesce(need.raised_on <= $as_of, true)
  AND ($place IS NULL OR EXISTS { (need)-[:LOCATED_IN]->(:Place)-[:PART_OF*0..]->(:Entity:Place {id: $place}) })
CALL (need) {
  OPTIONAL MATCH (need)-[:LOCATED_IN]->(:Place)-[above:PART_OF*0..]->(street:Street)
  WITH street ORDER BY size(above) LIMIT 1
  RETURN street
}
WITH need, street, categories, offers, normalize(trim(normalize(need.category, NFKC)), NFKC) AS category
WITH need, street, size([offered IN categories WHERE offered = category]) AS elsewhere,
     category + '\n*' IN offers
       OR (street IS NULL AND category IN categories)
       OR coalesce(category + '\n' + street.id IN offers, false) AS met
WHERE NOT met
RETURN need.id AS need_id, need.title AS need, need.category AS category, street.name AS street,
       need.raised_on AS raised_on, need.expires_on AS expires_on, elsewhere
ORDER BY need_id
