// name: compound-outside-15-minutes
// title: Compound outside the 15-minute circle | 十五分钟圈外
// description: A compound with coordinates whose nearest party service centre with coordinates is farther, by great
//   circle, than $minutes minutes × $metres_per_minute m/min ÷ $detour of detour. | 有坐标的小区（院落），距最近的有
//   坐标的党群服务中心的大圆距离超过$minutes分钟×$metres_per_minute米/分÷绕行系数$detour。
// param minutes: number = 15 | Minutes on foot | 步行分钟数
// param metres_per_minute: number = 80 | Metres a minute | 每分钟米数
// param detour: number = 1.3 | How much longer the way is than the great circle | 绕行系数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column nearest: Id of the nearest centre, empty: there is none | 最近的党群服务中心编码，空为没有
// column distance_m: Metres to it by great circle | 大圆距离（米）
// column limit_m: Metres that are within reach | 可达距离（米）
CALL () {
  MATCH (centre:ServiceCentre {kind: 'party_service'})
  WHERE centre.longitude IS NOT NULL
  RETURN collect([centre.id, radians(centre.longitude), radians(centre.latitude)]) AS centres
}
MATCH (compound:Compound)
WHERE compound.longitude IS NOT NULL
WITH compound, centres, radians(compound.longitude) AS longitude, radians(compound.latitude) AS latitude,
     $minutes * $metres_per_minute / $detour AS limit_m
CALL (centres, longitude, latitude) {
  UNWIND centres AS centre
  WITH centre[0] AS nearest,
       haversin(centre[2] - latitude) + cos(latitude) * cos(centre[2]) * haversin(centre[1] - longitude) AS chord
  ORDER BY chord, nearest LIMIT 1
  WITH nearest, CASE WHEN chord > 1 THEN 1.0 ELSE chord END AS chord
  RETURN collect(nearest)[0] AS nearest, 2 * 6371008.8 * asin(sqrt(max(chord))) AS distance_m
}
WITH compound, nearest, distance_m, limit_m
WHERE distance_m IS NULL OR distance_m > limit_m
OPTIONAL MATCH (compound)-[:PART_OF]->(parent:Place)
WITH compound, parent, nearest, distance_m, limit_m
WHERE $scope IS NULL OR EXISTS { (compound)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN compound.id AS subject,
       coalesce(compound.name, compound.id) AS name,
       parent.name AS lies_in,
       nearest,
       round(distance_m, 1) AS distance_m,
       round(limit_m, 1) AS limit_m
ORDER BY subject
