// name: street-without-joint-conference
// title: Street without a joint conference | 街道缺联席会议
// description: A street with no live joint conference whose place is that street. | 没有以该街道为范围的党建联席会
//   议。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
MATCH (street:Street)
WHERE NOT EXISTS {
  MATCH (street)<-[:LOCATED_IN]-(alliance:Alliance {kind: 'joint_conference'})
  WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
}
OPTIONAL MATCH (street)-[:PART_OF]->(parent:Place)
WITH street, parent
WHERE $scope IS NULL OR EXISTS { (street)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN street.id AS subject,
       coalesce(street.name, street.id) AS name,
       parent.name AS lies_in
ORDER BY subject
