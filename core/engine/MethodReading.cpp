#include "core/engine/MethodReading.h"

#include "core/analysis/CellInterval.h"
#include "core/analysis/Intervals.h"
#include "core/engine/RunReading.h"

#include <algorithm>

namespace metaspo {

namespace {

/// The scores and prompts of one finished run.
class FinishedRun
{
public:
    FinishedRun(const FinishedScores& scores, KnownIntervals& known)
        : m_scores(scores)
        , m_known(known)
    {
        for (const CellLabelCount& count : scores.labels)
            m_labels[count.cell].append({count.gold, count.predicted, count.n});
    }

    QList<MethodScore> scores() const;
    QList<MethodPrompts> methods() const;

private:
    QString textOf(const Step& step) const { return m_scores.prompts.value(step).text; }
    bool isEvaluation() const { return m_scores.record.method == Method::Evaluate; }
    QList<CellRecord> finishedCells(const JudgedTask& task) const;
    QMap<Step, QList<CellRecord>> groups(const JudgedTask& task) const;
    MethodScore scoreOf(const JudgedTask& task, const Baseline& baseline, const QList<CellRecord>& cells) const;
    Interval intervalOf(const CellRecord& cell) const;
    Estimate estimateOf(const QList<CellRecord>& cells) const;
    MethodPrompts prompts(PromptOrigin origin, const Step& system) const;
    QList<MethodPrompts> givenMethods() const;

    const FinishedScores& m_scores;
    KnownIntervals& m_known;
    QHash<Cell, QList<LabelCount>> m_labels;
};

QList<CellRecord> FinishedRun::finishedCells(const JudgedTask& task) const
{
    QList<CellRecord> cells;
    for (const CellRecord& cell : m_scores.cells)
        if (cell.cell.task == task.task.name && cell.isFinished())
            cells.append(cell);
    return cells;
}

// Given user prompts are judged together, as their mean; those that a method found stand for themselves.
QMap<Step, QList<CellRecord>> FinishedRun::groups(const JudgedTask& task) const
{
    QMap<Step, QList<CellRecord>> bySystem;
    for (const CellRecord& cell : finishedCells(task))
        bySystem[cell.cell.system].append(cell);
    return bySystem;
}

// A bootstrap is not computed again for a cell that has not changed.
Interval FinishedRun::intervalOf(const CellRecord& cell) const
{
    if (cell.metric.kind != MetricKind::MacroF1)
        return cellInterval95(cell);
    auto& [score, interval] = m_known[std::pair(cell.run, cell.cell)];
    if (!interval.isKnown() || score != cell.score) {
        score = cell.score;
        interval = cellInterval95(cell, m_labels.value(cell.cell));
    }
    return interval;
}

Estimate FinishedRun::estimateOf(const QList<CellRecord>& cells) const
{
    Estimate result;
    double sum = 0;
    for (const CellRecord& cell : cells) {
        sum += cell.score.score.value();
        result.n = std::max<qint64>(result.n, cell.score.n);
    }
    result.value = sum / static_cast<double>(cells.size());
    if (cells.size() == 1)
        result.interval = intervalOf(cells.first());
    else if (familyOf(cells.first().metric.kind) != MetricFamily::Labels)
        // As if all answers to a question said the same: too wide rather than too narrow.
        result.interval = wilson95(result.value, static_cast<double>(result.n));
    return result;
}

MethodScore FinishedRun::scoreOf(const JudgedTask& task, const Baseline& baseline, const QList<CellRecord>& cells) const
{
    MethodScore score;
    score.run = m_scores.record.id;
    score.baseModel = m_scores.record.baseModel;
    score.systemPrompt = textOf(cells.first().cell.system);
    score.task = task.task.name;
    score.domain = task.task.domain;
    score.metric = task.task.metric;
    score.score = estimateOf(cells);
    score.examples = task.examplesDigest;
    score.baseline = baseline;
    int answers = 0;
    int unreadable = 0;
    for (const CellRecord& cell : cells) {
        score.userPrompts.append(textOf(cell.cell.user));
        score.cells.append(cell.cell);
        answers += cell.score.n;
        unreadable += cell.score.unreadable;
    }
    score.userPrompts.sort();
    score.unreadable = static_cast<double>(unreadable) / answers;
    return score;
}

QList<MethodScore> FinishedRun::scores() const
{
    QList<MethodScore> result;
    for (const JudgedTask& task : m_scores.tasks) {
        const Baseline base = baseline(task.task.format, task.task.metric,
                                       task.trainGolds.isEmpty() ? task.golds : task.trainGolds, task.golds);
        for (const QList<CellRecord>& cells : groups(task)) {
            if (isEvaluation()) {
                result.append(scoreOf(task, base, cells));
                continue;
            }
            for (const CellRecord& cell : cells)
                result.append(scoreOf(task, base, {cell}));
        }
    }
    return result;
}

MethodPrompts FinishedRun::prompts(PromptOrigin origin, const Step& system) const
{
    MethodPrompts prompts;
    prompts.run = m_scores.record.id;
    prompts.origin = origin;
    prompts.settings = m_scores.record.settings;
    prompts.baseModel = m_scores.record.baseModel;
    prompts.baseConnectionId = m_scores.record.baseConnectionId;
    prompts.systemPrompt = textOf(system);
    return prompts;
}

// A system prompt that was given twice is scored once.
QList<MethodPrompts> FinishedRun::givenMethods() const
{
    QMap<Step, MethodPrompts> methods;
    for (const JudgedTask& task : m_scores.tasks) {
        const auto systems = groups(task);
        for (auto system = systems.begin(); system != systems.end(); ++system) {
            if (!methods.contains(system.key())) {
                MethodPrompts made = prompts(PromptOrigin::Given, system.key());
                made.number = system.key().slot;
                methods.insert(system.key(), made);
            }
            QStringList& users = methods[system.key()].userPrompts[task.task.name];
            for (const CellRecord& cell : *system)
                users.append(textOf(cell.cell.user));
            users.sort();
        }
    }
    return methods.values();
}

QList<MethodPrompts> FinishedRun::methods() const
{
    if (isEvaluation())
        return givenMethods();
    MethodPrompts initial = prompts(PromptOrigin::Initial, Step{});
    for (const JudgedTask& task : m_scores.tasks)
        initial.userPrompts.insert(task.task.name, {textOf(Step{0, Loop::Start, task.task.name, 0})});
    QList<MethodPrompts> result{initial};
    if (!m_scores.ended)
        return result;
    MethodPrompts last = prompts(PromptOrigin::Final, m_scores.ended->incumbent);
    for (auto first = m_scores.ended->firstPrompts.begin(); first != m_scores.ended->firstPrompts.end(); ++first)
        last.userPrompts.insert(first.key(), {textOf(first.value())});
    result.append(last);
    return result;
}

Result<QList<JudgedCell>> answersOf(Reader& reader, const MethodScore& score)
{
    QList<JudgedCell> answers;
    for (const Cell& cell : score.cells) {
        EvaluationFilter filter;
        filter.run = score.run;
        filter.system = cell.system;
        filter.user = cell.user;
        filter.task = cell.task;
        filter.split = cell.split;
        const Result<QList<JudgedCell>> cells = readAnswers(reader, filter);
        if (!cells)
            return tl::unexpected(cells.error());
        answers += *cells;
    }
    return answers;
}

} // namespace

Result<MethodTable> readMethods(Reader& reader, KnownIntervals& known)
{
    const auto finished = reader.finishedScores(Split::Test);
    if (!finished)
        return tl::unexpected(finished.error());
    const auto tasks = reader.tasks();
    if (!tasks)
        return tl::unexpected(tasks.error());
    QList<MethodPrompts> methods;
    QList<MethodScore> scores;
    for (const FinishedScores& run : *finished) {
        const FinishedRun read(run, known);
        methods += read.methods();
        scores += read.scores();
    }
    return methodTable(methods, scores, *tasks);
}

Result<QList<TaskComparison>> readChanges(Reader& reader, const QList<ScorePair>& pairs)
{
    QList<TaskComparison> changes;
    for (const ScorePair& pair : pairs) {
        const auto before = answersOf(reader, pair.before);
        if (!before)
            return tl::unexpected(before.error());
        const auto after = answersOf(reader, pair.after);
        if (!after)
            return tl::unexpected(after.error());
        const TaskComparison change =
            compareTask({pair.after.task, pair.after.domain, pair.after.metric, Split::Test, *before, *after});
        if (change.questions > 0)
            changes.append(change);
    }
    return changes;
}

} // namespace metaspo
