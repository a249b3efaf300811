// name: centres-not-exchanging
// title: Centres not exchanging data | 中心信息壁垒
// description: Two of the five kinds of centre (party building, government service, urban renewal, smart governance,
//   media), both present, between which no live data exchange runs in either direction. | 党建促进、政务服务、城市更
//   新、智慧治理、融媒体五类中心中，两类均已设立而相互之间没有任何方向的数据共享。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: The two kinds, joined by a bar | 两类中心，以竖线相连
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column kinds: The two kinds | 两类中心
// column centres: Ids of the centres of both kinds | 两类中心的编码
// column scope: Codes of the top places | 最上级区划编码
WITH COLLECT {
       MATCH (top:Place)
       WHERE NOT EXISTS { (top)-[:PART_OF]->(:Place) }
       RETURN top.id AS id ORDER BY id
     } AS scope
WHERE $scope IS NULL OR $scope IN scope
WITH scope, ['party_building', 'government_service', 'urban_renewal', 'smart_governance', 'media'] AS five,
     ['党建促进中心', '政务服务中心', '城市更新中心', '智慧治理中心', '融媒体中心'] AS titles
UNWIND range(0, 3) AS first
UNWIND range(first + 1, 4) AS second
WITH scope, [five[first], five[second]] AS kinds, titles[first] + ' | ' + titles[second] AS name
WHERE size([kind IN kinds WHERE EXISTS { MATCH (a:ServiceCentre) WHERE a.kind = kind }]) = 2
  AND NOT EXISTS {
    MATCH (a:ServiceCentre)-[r:EXCHANGES_DATA_WITH]-(b:ServiceCentre)
    WHERE a.kind = kinds[0] AND b.kind = kinds[1]
      AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
  }
WITH scope, kinds, name,
     COLLECT { MATCH (centre:ServiceCentre) WHERE centre.kind IN kinds RETURN centre.id AS id ORDER BY id } AS centres
RETURN kinds[0] + '|' + kinds[1] AS subject, name, null AS lies_in, kinds, centres, scope
ORDER BY subject
