#include "core/store/read/Reads.h"

namespace metaspo {

namespace {

/// Everything is in the index, so no row is read.
constexpr const char* byIndex =
    "SELECT call_id, (?4 IS NULL OR role = ?4) AND (?5 IS NULL OR state = ?5) FROM call INDEXED BY call_list "
    "WHERE run_id = ?1 AND call_id >= ?2 ORDER BY call_id LIMIT ?3";

// CASE stops at the first condition that fails: only what passed the cheaper ones is searched for words.
constexpr const char* byText =
    "SELECT call_id, CASE WHEN (?4 IS NULL OR role = ?4) AND (?5 IS NULL OR state = ?5) "
    "AND (?6 = '' OR instr(' ' || key || ' ', ' ' || ?6) > 0) "
    "AND (?7 = '' OR EXISTS (SELECT 1 FROM call_response r "
    "WHERE r.call_id = ifnull(c.reused_from_call_id, c.call_id) AND r.text LIKE ?7 ESCAPE '\\') "
    "OR EXISTS (SELECT 1 FROM call_message m JOIN text t ON t.text_id = m.text_id "
    "WHERE m.call_id = c.call_id AND t.content LIKE ?7 ESCAPE '\\') "
    "OR EXISTS (SELECT 1 FROM example x JOIN text t ON t.text_id = x.question_text_id "
    "WHERE x.example_id = c.example_id AND t.content LIKE ?7 ESCAPE '\\')) THEN 1 ELSE 0 END "
    "FROM call c INDEXED BY call_list WHERE run_id = ?1 AND call_id >= ?2 ORDER BY call_id LIMIT ?3";

} // namespace

CallPage readCallPage(Database& database, const CallSearch& search, qint64 from, int most)
{
    CallPage page;
    Query open(database, "SELECT min(call_id) FROM call WHERE run_id = ? AND state = 'sent'");
    open.bind(search.filter.run).next();
    page.firstOpen = open.numberOr(0);
    const bool isByIndex = search.place.isEmpty() && search.contains.isEmpty();
    Query query(database, isByIndex ? byIndex : byText);
    query.bind(search.filter.run)
        .bind(from)
        .bind(most)
        .bind(search.filter.role ? std::optional(name(*search.filter.role)) : std::nullopt)
        .bind(search.filter.state ? std::optional(name(*search.filter.state)) : std::nullopt);
    if (!isByIndex)
        query.bind(search.place).bind(search.contains.isEmpty() ? QString() : anywhere(search.contains));
    int seen = 0;
    while (query.next()) {
        page.last = query.number();
        ++seen;
        if (query.number() != 0)
            page.ids << page.last;
    }
    page.isEnd = seen < most;
    return page;
}

} // namespace metaspo
