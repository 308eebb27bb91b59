#include "core/store/StoreError.h"
#include "core/store/StoreParts.h"
#include "core/store/TextDigest.h"

namespace metaspo {

namespace {

void checkStructure(Database& database, const char* pragma, QStringList& problems)
{
    SQLite::Statement query(database.connection(), pragma);
    while (query.executeStep()) {
        const QString line = QString::fromUtf8(query.getColumn(0).getText());
        if (line != u"ok")
            problems << QStringLiteral("The file is damaged: %1.").arg(line);
    }
}

void checkForeignKeys(Database& database, QStringList& problems)
{
    Query query(database, "SELECT \"table\", count(*), parent FROM pragma_foreign_key_check GROUP BY 1, 3");
    while (query.next()) {
        const QString table = query.text();
        const qint64 rows = query.number();
        problems << QStringLiteral("%1 rows of %2 refer to rows of %3 that are not there.")
                        .arg(rows)
                        .arg(table, query.text());
    }
}

void checkTexts(Database& database, QStringList& problems)
{
    Query query(database, "SELECT text_id, sha256, content FROM text");
    while (query.next()) {
        const qint64 id = query.number();
        const QByteArray digest = query.blob();
        if (textDigest(query.utf8()) != digest)
            problems << QStringLiteral("Text %1 is not what was stored: its SHA-256 differs.").arg(id);
    }
}

/// `query` counts what is wrong.
void checkCount(Database& database, const char* query, const QString& problem, QStringList& problems)
{
    if (const qint64 count = database.number(query); count > 0)
        problems << problem.arg(count);
}

void checkSummaries(Database& database, QStringList& problems)
{
    checkCount(
        database,
        "WITH kept AS (SELECT run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id, n, "
        "right, unreadable, score_sum_nano FROM cell WHERE n > 0), "
        "counted AS (SELECT run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id, count(*), "
        "sum(outcome = 'correct'), sum(outcome = 'unreadable'), sum(score_nano) FROM evaluation "
        "GROUP BY 1, 2, 3, 4, 5, 6) SELECT (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)) "
        "+ (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept))",
        QStringLiteral("%1 cells do not add up their evaluations."), problems);
    checkCount(
        database,
        "WITH kept AS (SELECT run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id, gold, "
        "predicted, n FROM cell_label), counted AS (SELECT run_id, system_candidate_id, user_candidate_id, task_id, "
        "split, grading_id, gold, iif(outcome = 'unreadable', '', prediction), count(*) FROM evaluation "
        "WHERE gold <> '' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8) "
        "SELECT (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)) "
        "+ (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept))",
        QStringLiteral("%1 counts of labels do not match their evaluations."), problems);
    checkCount(database,
               "WITH paid AS (SELECT run_id, sum(role = 'base') base, sum(role = 'optimizer') optimizer, "
               "sum(role = 'judge') judge, sum(cost_nano_dollars IS NULL) unpriced, "
               "sum(ifnull(input_tokens, 0)) input, sum(ifnull(cached_tokens, 0)) cached, "
               "sum(ifnull(output_tokens, 0)) output, sum(ifnull(cost_nano_dollars, 0)) cost, "
               "sum(iif(cost_nano_dollars IS NULL, reserved_nano_dollars, 0)) unpriced_cost FROM call "
               "WHERE state = 'ok' AND reused_from_call_id IS NULL GROUP BY run_id), "
               "other AS (SELECT run_id, sum(state = 'ok' AND reused_from_call_id IS NOT NULL) reused, "
               "sum(lost_times) lost, sum(lost_nano_dollars) lost_cost FROM call GROUP BY run_id) "
               "SELECT count(*) FROM run_total LEFT JOIN paid USING (run_id) LEFT JOIN other USING (run_id) WHERE "
               "(base_calls, optimizer_calls, judge_calls, unpriced_calls, input_tokens, cached_tokens, output_tokens, "
               "cost_nano_dollars, reused_calls, lost_calls, lost_nano_dollars, unpriced_nano_dollars) IS NOT "
               "(ifnull(base, 0), ifnull(optimizer, 0), ifnull(judge, 0), ifnull(unpriced, 0), ifnull(input, 0), "
               "ifnull(cached, 0), ifnull(output, 0), ifnull(cost, 0), ifnull(reused, 0), ifnull(lost, 0), "
               "ifnull(lost_cost, 0), ifnull(unpriced_cost, 0))",
               QStringLiteral("The totals of %1 runs do not match their calls."), problems);
}

void checkAnswers(Database& database, QStringList& problems)
{
    checkCount(database,
               "SELECT count(*) FROM call LEFT JOIN call_response USING (call_id) "
               "WHERE state = 'ok' AND reused_from_call_id IS NULL AND call_response.call_id IS NULL",
               QStringLiteral("%1 answered calls have no response."), problems);
    checkCount(database,
               "SELECT count(*) FROM evaluation e LEFT JOIN run_example x "
               "ON x.example_id = e.example_id AND x.run_id = e.run_id WHERE x.run_id IS NULL",
               QStringLiteral("%1 evaluations are of examples that their run did not draw."), problems);
}

} // namespace

Result<QStringList> Store::check(CheckDepth depth) const
{
    return guarded(QStringLiteral("%1 cannot be checked").arg(m_parts->path), [&] {
        const std::unique_ptr<Database> database = m_parts->openReading();
        QStringList problems;
        if (depth == CheckDepth::Quick) {
            checkStructure(*database, "PRAGMA quick_check", problems);
            return problems;
        }
        checkStructure(*database, "PRAGMA integrity_check", problems);
        checkForeignKeys(*database, problems);
        checkTexts(*database, problems);
        checkSummaries(*database, problems);
        checkAnswers(*database, problems);
        return problems;
    });
}

} // namespace metaspo
