#include "core/store/StoreError.h"
#include "core/store/json/FactJson.h"
#include "core/store/json/MetricJson.h"
#include "core/store/read/Reads.h"

#include <limits>

namespace metaspo {

namespace {

/// A candidate as the queries of cells name it.
struct CandidateName
{
    Step step;
    CandidateState state = CandidateState::Proposed;
};

Step stepFrom(const QString& written)
{
    return parseStep(written).value_or(Step{});
}

QHash<qint64, CandidateName> candidateNames(Database& database, qint64 run)
{
    QHash<qint64, CandidateName> names;
    Query query(database, "SELECT candidate_id, step, state FROM candidate WHERE run_id = ?");
    query.bind(run);
    while (query.next()) {
        CandidateName& entry = names[query.number()];
        entry.step = stepFrom(query.text());
        entry.state = fromName<CandidateState>(query.text()).value_or(CandidateState::Proposed);
    }
    return names;
}

QHash<qint64, QList<Step>> parentsFrom(Query& query)
{
    QHash<qint64, QList<Step>> parents;
    while (query.next()) {
        const qint64 id = query.number();
        parents[id] << stepFrom(query.text());
    }
    return parents;
}

QHash<qint64, QList<Step>> parentsOf(Database& database, qint64 run)
{
    Query query(database, "SELECT candidate_id, parent_step FROM candidate JOIN candidate_parent USING (candidate_id) "
                          "WHERE run_id = ? ORDER BY candidate_id, ordinal");
    query.bind(run);
    return parentsFrom(query);
}

/// The columns of a candidate, from its id to its meta score.
QList<CandidateRecord> candidatesFrom(Query& query, qint64 run, const QHash<qint64, QList<Step>>& parents)
{
    QList<CandidateRecord> records;
    while (query.next()) {
        CandidateRecord record;
        record.run = run;
        Candidate& candidate = record.candidate;
        candidate.parents = parents.value(query.number());
        candidate.step = stepFrom(query.text());
        candidate.kind = fromName<PromptKind>(query.text()).value_or(PromptKind::System);
        candidate.task = query.text();
        candidate.text = query.text();
        candidate.origin = fromName<Origin>(query.text()).value_or(Origin::Initial);
        candidate.state = fromName<CandidateState>(query.text()).value_or(CandidateState::Proposed);
        candidate.reason = query.text();
        if (const QString alias = query.text(); !alias.isEmpty())
            candidate.aliasOf = stepFrom(alias);
        record.editedFrom = query.text();
        if (const std::optional<qint64> sum = query.optionalNumber())
            candidate.score = MetaScore{*sum, query.integer()};
        records << record;
    }
    return records;
}

QMap<std::pair<qint64, Split>, int> plannedExamples(Database& database, qint64 run)
{
    QMap<std::pair<qint64, Split>, int> planned;
    Query query(database, "SELECT task_id, split, count(*) FROM run_example WHERE run_id = ? GROUP BY 1, 2");
    query.bind(run);
    while (query.next()) {
        const qint64 task = query.number();
        const Split split = fromName<Split>(query.text()).value_or(Split::Train);
        planned.insert({task, split}, query.integer());
    }
    return planned;
}

/// A sum over answers is the metric only where the metric is a mean over answers.
bool isMeanOfAnswers(const Metric& metric)
{
    return metric.kind != MetricKind::MacroF1 && metric.kind != MetricKind::MacroF1Reference;
}

std::optional<Step> droppedOf(const CandidateName& system, const CandidateName& user)
{
    if (system.state == CandidateState::Dropped)
        return system.step;
    if (user.state == CandidateState::Dropped)
        return user.step;
    return std::nullopt;
}

/// The columns of a cell's sums, then of its finished metric.
void readScore(Query& query, CellRecord& record)
{
    CellScore& score = record.score;
    score.n = query.integer();
    score.right = query.integer();
    score.unreadable = query.integer();
    const qint64 sum = query.number();
    record.isScored = isMeanOfAnswers(record.metric) || !query.isNull();
    if (score.n > 0 && isMeanOfAnswers(record.metric))
        score.score.nano = roundedDivision(sum, score.n);
    if (!query.isNull()) {
        score.n = query.integer();
        score.right = query.integer();
        score.unreadable = query.integer();
        score.score.nano = query.number();
    }
}

} // namespace

QList<CandidateRecord> readCandidates(Database& database, qint64 run)
{
    Query query(database,
                "SELECT candidate_id, step, kind, task, content, origin, state, reason, alias_of, edited_from, "
                "meta_score_sum_nano, meta_score_tasks FROM candidate JOIN text USING (text_id) "
                "WHERE run_id = ? ORDER BY candidate_id");
    query.bind(run);
    return candidatesFrom(query, run, parentsOf(database, run));
}

QList<CandidateRecord> readCandidateNames(Database& database, qint64 run)
{
    Query query(database,
                "SELECT candidate_id, step, kind, task, '', origin, state, reason, alias_of, edited_from, "
                "meta_score_sum_nano, meta_score_tasks FROM candidate WHERE run_id = ? ORDER BY candidate_id");
    query.bind(run);
    return candidatesFrom(query, run, parentsOf(database, run));
}

CandidateRecord readCandidate(Database& database, qint64 run, const Step& step)
{
    Query parents(database, "SELECT candidate_id, parent_step FROM candidate JOIN candidate_parent "
                            "USING (candidate_id) WHERE run_id = ? AND step = ? ORDER BY ordinal");
    parents.bind(run).bind(text(step));
    Query query(database,
                "SELECT candidate_id, step, kind, task, content, origin, state, reason, alias_of, edited_from, "
                "meta_score_sum_nano, meta_score_tasks FROM candidate JOIN text USING (text_id) "
                "WHERE run_id = ? AND step = ?");
    query.bind(run).bind(text(step));
    const QList<CandidateRecord> found = candidatesFrom(query, run, parentsFrom(parents));
    if (found.isEmpty())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no candidate %1 in run %2").arg(text(step)).arg(run));
    return found.first();
}

QList<CellRecord> readCells(Database& database, qint64 run, std::optional<Split> split)
{
    const QHash<qint64, CandidateName> names = candidateNames(database, run);
    const QMap<std::pair<qint64, Split>, int> planned = plannedExamples(database, run);
    QList<CellRecord> records;
    Query query(
        database,
        "SELECT system_candidate_id, user_candidate_id, cell.task_id, split, name, domain, grading.metric_json, "
        "n, right, unreadable, score_sum_nano, finished_n, finished_right, finished_unreadable, "
        "finished_score_nano FROM cell JOIN run_task g ON g.run_id = cell.run_id AND "
        "g.task_id = cell.task_id AND g.grading_id = cell.grading_id "
        "JOIN task ON task.task_id = cell.task_id JOIN grading ON grading.grading_id = cell.grading_id "
        "WHERE cell.run_id = ?1 AND (?2 IS NULL OR split = ?2) "
        "ORDER BY system_candidate_id, user_candidate_id, ordinal, split");
    query.bind(run).bind(split ? std::optional(name(*split)) : std::nullopt);
    while (query.next()) {
        CellRecord record;
        record.run = run;
        const CandidateName system = names.value(query.number());
        const CandidateName user = names.value(query.number());
        const qint64 task = query.number();
        record.cell = {system.step, user.step, {}, fromName<Split>(query.text()).value_or(Split::Train)};
        record.cell.task = query.text();
        record.domain = query.text();
        record.metric = metricFromJson(query.utf8());
        readScore(query, record);
        record.planned = planned.value({task, record.cell.split});
        record.majority = std::numeric_limits<double>::quiet_NaN();
        record.droppedCandidate = droppedOf(system, user);
        records << record;
    }
    return records;
}

QList<CellLabelCount> readCellLabels(Database& database, qint64 run, std::optional<Split> split)
{
    const QHash<qint64, CandidateName> names = candidateNames(database, run);
    QList<CellLabelCount> counts;
    Query query(database, "SELECT system_candidate_id, user_candidate_id, name, split, gold, predicted, n "
                          "FROM cell_label c JOIN run_task g ON g.run_id = c.run_id AND g.task_id = c.task_id "
                          "AND g.grading_id = c.grading_id JOIN task ON task.task_id = c.task_id "
                          "WHERE c.run_id = ?1 AND (?2 IS NULL OR split = ?2) "
                          "ORDER BY system_candidate_id, user_candidate_id, ordinal, split, gold, predicted");
    query.bind(run).bind(split ? std::optional(name(*split)) : std::nullopt);
    while (query.next()) {
        CellLabelCount count;
        count.cell.system = names.value(query.number()).step;
        count.cell.user = names.value(query.number()).step;
        count.cell.task = query.text();
        count.cell.split = fromName<Split>(query.text()).value_or(Split::Train);
        count.gold = query.text();
        count.predicted = query.text();
        count.n = query.integer();
        counts << count;
    }
    return counts;
}

QList<Fact> readDecisions(Database& database, qint64 run)
{
    QList<Fact> facts;
    Query query(database, "SELECT kind, content_json FROM decision "
                          "WHERE run_id = ? AND kind IN ('beam', 'incumbent', 'stage', 'end') ORDER BY decision_id");
    query.bind(run);
    while (query.next()) {
        const QString kind = query.text();
        if (std::optional<Fact> fact = factOf(kind, query.utf8()))
            facts << std::move(*fact);
    }
    return facts;
}

QList<Insertion> readInsertions(Database& database, qint64 run, const std::optional<Step>& loop)
{
    QList<Insertion> insertions;
    Query query(database, "SELECT kind, task, content, edited_from FROM insertion JOIN text USING (text_id) "
                          "WHERE run_id = ? AND loop_step = ? ORDER BY insertion_id");
    query.bind(run).bind(loop ? text(*loop) : QStringLiteral("")); // empty: it waits
    while (query.next()) {
        Insertion insertion;
        insertion.kind = fromName<PromptKind>(query.text()).value_or(PromptKind::System);
        insertion.task = query.text();
        insertion.text = query.text();
        if (const QString edited = query.text(); !edited.isEmpty())
            insertion.editedFrom = stepFrom(edited);
        insertions << insertion;
    }
    return insertions;
}

} // namespace metaspo
