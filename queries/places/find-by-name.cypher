// name: find-by-name
// title: Find an id by part of a name | 按名称查编码
// description: Everything whose name or title contains a text: where to get the ids that other queries take. | 名称中含有某段文字的一切对象；其他查询所需的编码可由此查得。
// param text: text | Part of the name or title | 名称中的文字
// param most: count = 50 | How many rows at most | 最多行数
// column id: Id | 编码
// column name: Name or title | 名称
// column type: What it is | 类型
// column place_id: Code of the place it is tied to | 所在地编码
// column place: Name of that place | 所在地
MATCH (found:Entity)
WHERE coalesce(found.name, found.title) CONTAINS $text
WITH found ORDER BY coalesce(found.name, found.title), found.id LIMIT $most
OPTIONAL MATCH (found)-[:LOCATED_IN|SERVES_PLACE|REPRESENTS|PART_OF]->(place:Place)
RETURN found.id AS id, coalesce(found.name, found.title) AS name,
       [label IN labels(found) WHERE NOT label IN ['Entity', 'Stakeholder', 'Unit', 'Place']][0] AS type,
       place.id AS place_id, place.name AS place
ORDER BY name, id
