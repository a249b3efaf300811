// name: carrier-without-organization
// title: Carrier without an organization | 载体未覆盖
// description: A zone, commercial building, business district or market without organization coverage. | 产业功能区、
//   商务楼宇、商圈、专业市场没有组织覆盖。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column level: Its level | 层级
// column units: Units placed in it | 其中单位数
MATCH (place:Zone|CommercialBuilding|BusinessDistrict|Market)
WHERE NOT EXISTS {
  MATCH (place)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
  WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
      OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
}
OPTIONAL MATCH (place)-[:PART_OF]->(parent:Place)
WITH place, parent
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN place.id AS subject,
       coalesce(place.name, place.id) AS name,
       parent.name AS lies_in,
       place.level AS level,
       COUNT { (place)<-[:LOCATED_IN]-(:Unit) } AS units
ORDER BY subject
