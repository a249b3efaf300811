// name: place-chain-broken
// title: Chain of places broken | 区划链断裂
// description: A place, other than a district, whose parent is empty or not of a level that the ladder allows. | 区以
//   外的区划或载体，上级为空，或上级的层级不合规定的阶梯。
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column level: Its level | 层级
// column parent: Code of the place above, empty: none | 上级编码，空为没有
// column parent_level: Level of the place above | 上级层级
// column allowed_levels: Levels that it may have | 允许的上级层级
MATCH (place:Place)
WHERE NOT place:District
OPTIONAL MATCH (place)-[:PART_OF]->(parent:Place)
WITH place, parent,
     CASE place.level
       WHEN 'street' THEN ['district']
       WHEN 'community' THEN ['street']
       WHEN 'compound' THEN ['community']
       WHEN 'grid' THEN ['community']
       WHEN 'building' THEN ['compound']
       ELSE ['district', 'street', 'community']
     END AS allowed_levels
WHERE NOT coalesce(parent.level IN allowed_levels, false)
  AND ($scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) })
RETURN place.id AS subject, coalesce(place.name, place.id) AS name, parent.name AS lies_in, place.level AS level,
       parent.id AS parent, parent.level AS parent_level, allowed_levels
ORDER BY subject
