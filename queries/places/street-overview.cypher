// name: street-overview
// title: Streets at a glance | 街道总览
// description: One row for each street: how many communities, compounds, units, organizations, alliances, projects and
//   recent activities lie in it, and how many compounds and units an organization covers. | 每个街道一行：社区、小区、
//   单位、党组织、联盟、项目与近期活动的数量，以及有组织覆盖的小区和单位数量。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 365 | Activities of so many days up to it | 统计此前多少天内的活动
// param below: Place = none | Only streets in this place | 只列此地之内的街道
// column street_id: Code of the street | 街道编码
// column street: Name of the street | 街道
// column communities: Communities | 社区数
// column compounds: Compounds | 小区数
// column compounds_covered: Compounds with a live organization at them or covering them | 有组织覆盖的小区数
// column units: Operating enterprises and social organizations | 正常经营的企业与社会组织数
// column units_covered: Those with a live organization of their own or covering them | 其中有组织覆盖的单位数
// column party_organizations: Live party organizations at a place there | 党组织数
// column alliances: Live alliances for a place there | 联盟数
// column projects: Projects begun and not cancelled | 项目数
// column activities: Activities held in the days asked for | 活动数
MATCH (street:Street)
WHERE $below IS NULL OR EXISTS { (street)-[:PART_OF*0..]->(:Entity:Place {id: $below}) }
CALL (street) {
  MATCH (street)<-[:PART_OF*0..]-(place:Place)
  RETURN collect(DISTINCT place) AS places
}
CALL (places) {
  UNWIND places AS place
  WITH place, EXISTS {
    MATCH (place)<-[r:SERVES_PLACE|COVERS]-(org:PartyOrganization)
    WHERE ((type(r) = 'SERVES_PLACE' AND NOT EXISTS { (org)-[:BELONGS_TO]->(:Unit) })
        OR (type(r) = 'COVERS' AND r.kind = 'organization'
          AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
      AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  } AS covered
  RETURN count(CASE WHEN place:Community THEN 1 END) AS communities,
         count(CASE WHEN place:Compound THEN 1 END) AS compounds,
         count(CASE WHEN place:Compound AND covered THEN 1 END) AS compounds_covered
}
CALL (places) {
  UNWIND places AS place
  MATCH (place)<-[:LOCATED_IN]-(unit:Enterprise|SocialOrganization)
  WHERE coalesce(unit.operating_status, 'operating') = 'operating'
  WITH unit, EXISTS {
    MATCH (unit)<-[r:BELONGS_TO|COVERS]-(org:PartyOrganization)
    WHERE (type(r) = 'BELONGS_TO' OR (r.kind = 'organization'
        AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
      AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  } AS covered
  RETURN count(unit) AS units, count(CASE WHEN covered THEN 1 END) AS units_covered
}
CALL (places) {
  UNWIND places AS place
  MATCH (place)<-[:SERVES_PLACE]-(org:PartyOrganization)
  WHERE coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  RETURN count(org) AS party_organizations
}
CALL (places) {
  UNWIND places AS place
  MATCH (place)<-[:LOCATED_IN]-(alliance:Alliance)
  WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
  RETURN count(alliance) AS alliances
}
CALL (places) {
  UNWIND places AS place
  MATCH (place)<-[:LOCATED_IN]-(project:Project)
  WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
  RETURN count(project) AS projects
}
CALL (places) {
  UNWIND places AS place
  MATCH (place)<-[:LOCATED_IN]-(activity:Activity)
  WHERE $as_of - duration({days: $days}) <= activity.held_on <= $as_of
  RETURN count(activity) AS activities
}
RETURN street.id AS street_id, street.name AS street, communities, compounds, compounds_covered, units, units_covered,
       party_organizations, alliances, projects, activities
ORDER BY street_id
