// name: need-without-resource
// title: Need without a resource | 需求无资源
// description: An open need for which no live resource of the same category lies in the same street, or has no place.
//   | 状态为待认领的需求，同一街道内没有同类别的在有效期内的资源，也没有不限地点的同类资源。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column category: Category | 类别
// column street: Code of the street | 街道编码
// column elsewhere: Live resources of the category elsewhere | 其他地点的同类资源数
// column raised_by: Who raised it | 提出方编码
CALL () {
  MATCH (resource:Resource)
  WHERE coalesce(resource.available_from <= $as_of, true) AND coalesce(resource.available_until >= $as_of, true)
  OPTIONAL MATCH (resource)-[:LOCATED_IN]->(place:Place)
  CALL (place) {
    OPTIONAL MATCH (place)-[above:PART_OF*0..]->(street:Street)
    WITH street ORDER BY size(above) LIMIT 1
    RETURN street
  }
  WITH trim(normalize(resource.category, NFKC)) AS category,
       CASE WHEN place IS NULL THEN '*' ELSE coalesce(street.id, '') END AS reach
  WITH category, count(*) AS offered, collect(DISTINCT reach) AS reaches
  RETURN collect([category, offered, reaches]) AS offers
}
MATCH (need:Need)
WHERE coalesce(need.status, 'open') = 'open' AND coalesce(need.raised_on <= $as_of, true)
CALL (need) {
  OPTIONAL MATCH (need)-[:LOCATED_IN]->(:Place)-[above:PART_OF*0..]->(street:Street)
  WITH street ORDER BY size(above) LIMIT 1
  RETURN street
}
WITH need, street, [offer IN offers WHERE offer[0] = trim(normalize(need.category, NFKC))][0] AS offer
WHERE offer IS NULL OR (street IS NOT NULL AND NOT '*' IN offer[2] AND NOT street.id IN offer[2])
OPTIONAL MATCH (raiser:Stakeholder)-[:RAISED]->(need)
OPTIONAL MATCH (need)-[:LOCATED_IN]->(own:Place)
OPTIONAL MATCH (raiser)-[:LOCATED_IN|SERVES_PLACE|REPRESENTS]->(served:Place)
OPTIONAL MATCH (raiser)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(seat:Place)
WITH need, street, offer, raiser, coalesce(own, served, seat) AS place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN need.id AS subject,
       coalesce(need.title, need.id) AS name,
       place.name AS lies_in,
       need.category AS category,
       street.id AS street,
       coalesce(offer[1], 0) AS elsewhere,
       [id IN [raiser.id] WHERE id IS NOT NULL] AS raised_by
ORDER BY subject
