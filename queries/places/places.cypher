// name: places
// title: Places and what they are part of | 区划与载体一览
// description: Every place with its level and its parent; all of a level, or all below one place. | 列出各级区划与载体及其上级；可限定层级，或限定某地及以下。
// param level: places.level = none | Only places of this level | 只列此层级
// param below: Place = none | Only this place and all below it | 只列此地及以下
// column place_id: Code of the place | 编码
// column name: Name | 名称
// column level: Level | 层级
// column parent_id: Code of its parent | 上级编码
// column parent: Name of its parent | 上级名称
// column households: Number of households | 户数
MATCH (place:Place)
WHERE ($level IS NULL OR place.level = $level)
  AND ($below IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $below}) })
OPTIONAL MATCH (place)-[:PART_OF]->(parent:Place)
RETURN place.id AS place_id, place.name AS name, place.level AS level,
       parent.id AS parent_id, parent.name AS parent, place.households AS households
ORDER BY place_id
