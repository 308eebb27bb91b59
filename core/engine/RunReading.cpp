#include "core/engine/RunReading.h"

#include "core/analysis/Baselines.h"
#include "core/analysis/CellInterval.h"
#include "core/analysis/DomainCurve.h"
#include "core/engine/ComparisonReading.h"
#include "core/engine/OptimizerTexts.h"

namespace metaspo {

namespace {

/// Canonical, of one split of a task.
struct Golds
{
    QStringList train; ///< or of the split, if there is no train
    QStringList cell;
};

Golds goldsOf(const RunTask& task, Split split)
{
    Golds golds;
    for (const Example& example : task.task.examples) {
        const QString gold = task.golds.value(example.index);
        if (example.split == Split::Train)
            golds.train.append(gold);
        if (example.split == split)
            golds.cell.append(gold);
    }
    if (golds.train.isEmpty())
        golds.train = golds.cell;
    return golds;
}

Baseline baselineOf(const RunTask& task, Split split)
{
    const Golds golds = goldsOf(task, split);
    return baseline(task.task.format, task.task.metric, golds.train, golds.cell);
}

TaskBaseline withGuessers(const RunTask& task, Split split)
{
    const Golds golds = goldsOf(task, split);
    const AnswerFormat& format = task.task.format;
    const Metric& metric = task.task.metric;
    return {task.task.domain, split, baseline(format, metric, golds.train, golds.cell),
            chanceDeviation(format, metric, golds.train, golds.cell)};
}

const RunTask* findTask(const RunSetup& setup, const QString& name)
{
    for (const RunTask& task : setup.tasks)
        if (task.task.name == name)
            return &task;
    return nullptr;
}

void addMajorities(const RunSetup& setup, QList<CellRecord>& cells)
{
    QMap<std::pair<QString, Split>, double> known;
    for (CellRecord& cell : cells) {
        const std::pair key(cell.cell.task, cell.cell.split);
        if (!known.contains(key)) {
            const RunTask* task = findTask(setup, cell.cell.task);
            known.insert(key, task ? baselineOf(*task, cell.cell.split).majority : qQNaN());
        }
        cell.majority = known.value(key);
    }
}

/// Of the tasks that the curve is the mean of, on every split they have in this run.
QList<DomainBaseline> baselinesOf(const RunSetup& setup, const QList<StageReached>& stages)
{
    QList<TaskBaseline> baselines;
    for (const RunTask& task : setup.tasks) {
        if (stages.isEmpty() || !stages.first().firstPrompts.contains(task.task.name))
            continue;
        for (const auto& [split, splitName] : Names<Split>::table)
            baselines.append(withGuessers(task, split));
    }
    return domainBaselines(baselines);
}

// Tasks and first stage of a run stay what they are.
QList<DomainBaseline> baselinesOf(const RunSetup& setup, const QList<StageReached>& stages, KnownBaselines& known)
{
    const qint64 run = setup.record.id;
    if (!stages.isEmpty() && !known.contains(run))
        known.insert(run, baselinesOf(setup, stages));
    return known.value(run);
}

StageEffort effortUpTo(const Step& stage, const QList<LoopEffort>& loops)
{
    StageEffort sum;
    sum.loop = stage;
    sum.costNanoDollars = 0;
    for (const LoopEffort& loop : loops) {
        if (loop.loop > stage)
            continue;
        sum.calls += loop.calls;
        sum.tokens += loop.tokens;
        if (sum.costNanoDollars && loop.nanoDollars)
            *sum.costNanoDollars += *loop.nanoDollars;
        else
            sum.costNanoDollars.reset();
        sum.milliseconds += loop.milliseconds;
    }
    return sum;
}

/// The answers of a pair of prompts on one task and split.
Result<JudgedCell> readCell(Reader& reader, qint64 run, const Cell& cell)
{
    EvaluationFilter filter;
    filter.run = run;
    filter.system = cell.system;
    filter.user = cell.user;
    filter.task = cell.task;
    filter.split = cell.split;
    return readAnswers(reader, filter).map([](const QList<JudgedCell>& cells) {
        return cells.isEmpty() ? JudgedCell() : cells.first();
    });
}

const RunEnded* endOf(const QList<Fact>& decisions)
{
    for (const Fact& fact : decisions)
        if (const auto* ended = std::get_if<RunEnded>(&fact))
            return ended;
    return nullptr;
}

Result<TaskOutcome> readOutcome(Reader& reader, const RunSetup& setup, const RunTask& task, const RunEnded& ended)
{
    const RunSettings& settings = setup.record.settings;
    TaskOutcome outcome;
    outcome.task = task.task.name;
    outcome.domain = task.task.domain;
    outcome.metric = task.task.metric;
    if (settings.finalTest == FinalTest::WholeBeams)
        outcome.initialSplit = settings.selectionSplit();
    const Cell initial{Step{}, Step{0, Loop::Start, task.task.name, 0}, task.task.name, outcome.initialSplit};
    const Cell final{ended.incumbent, ended.firstPrompts.value(task.task.name), task.task.name, Split::Test};
    const Result<JudgedCell> before = readCell(reader, setup.record.id, initial);
    if (!before)
        return tl::unexpected(before.error());
    const Result<JudgedCell> after = readCell(reader, setup.record.id, final);
    if (!after)
        return tl::unexpected(after.error());
    outcome.initialCell = *before;
    outcome.finalCell = *after;
    const Baseline base = baselineOf(task, Split::Test);
    outcome.majority = base.majority;
    outcome.majorityLabel = base.label;
    return outcome;
}

} // namespace

Result<QList<JudgedCell>> readAnswers(Reader& reader, const EvaluationFilter& filter)
{
    const Result<QList<qint64>> ids = reader.evaluationIds(filter);
    if (!ids)
        return tl::unexpected(ids.error());
    const Result<QList<EvaluationRecord>> rows = reader.evaluations(*ids);
    if (!rows)
        return tl::unexpected(rows.error());
    QMap<std::tuple<QString, Step, Step>, JudgedCell> cells;
    for (const EvaluationRecord& row : *rows)
        cells[{row.task, row.system, row.user}].append({row.example, row.gold, row.outcome});
    return cells.values();
}

Result<RunOverview> readOverview(Reader& reader, qint64 run)
{
    KnownIntervals intervals;
    KnownBaselines baselines;
    return readOverview(reader, run, intervals, baselines);
}

Result<RunOverview> readOverview(Reader& reader, qint64 run, KnownIntervals& intervals, KnownBaselines& baselines)
{
    RunOverview overview;
    const Result<RunSetup> setup = reader.runSetup(run);
    if (!setup)
        return tl::unexpected(setup.error());
    overview.record = setup->record;
    auto candidates = reader.candidates(run);
    auto cells = reader.cells(run);
    auto decisions = reader.decisions(run);
    const auto labels = reader.cellLabels(run);
    auto waiting = reader.insertions(run, std::nullopt);
    if (!candidates)
        return tl::unexpected(candidates.error());
    if (!cells)
        return tl::unexpected(cells.error());
    if (!decisions)
        return tl::unexpected(decisions.error());
    if (!labels)
        return tl::unexpected(labels.error());
    if (!waiting)
        return tl::unexpected(waiting.error());
    addMajorities(*setup, *cells);
    addLabelScores(*setup, *labels, intervals, *cells);
    const QList<StageReached> stages = stagesOf(*decisions);
    overview.curve = domainCurve(run, stages, *cells);
    overview.baselines = baselinesOf(*setup, stages, baselines);
    overview.candidates = std::move(*candidates);
    overview.cells = std::move(*cells);
    overview.decisions = std::move(*decisions);
    overview.waiting = std::move(*waiting);
    overview.changedTemplates = changedTemplates(setup->templates);
    return overview;
}

Result<QList<StageEffort>> readEfforts(Reader& reader, qint64 run)
{
    const auto decisions = reader.decisions(run);
    if (!decisions)
        return tl::unexpected(decisions.error());
    const auto loops = reader.loopEfforts(run);
    if (!loops)
        return tl::unexpected(loops.error());
    QList<StageEffort> efforts;
    for (const StageReached& stage : stagesOf(*decisions))
        efforts.append(effortUpTo(stage.loop, *loops));
    return efforts;
}

Result<RunReport> readReport(Reader& reader, qint64 run)
{
    const Result<RunSetup> setup = reader.runSetup(run);
    if (!setup)
        return tl::unexpected(setup.error());
    const Result<QList<Fact>> decisions = reader.decisions(run);
    if (!decisions)
        return tl::unexpected(decisions.error());
    const RunEnded* ended = endOf(*decisions);
    if (!ended)
        return failure(ErrorKind::NotFound, QStringLiteral("Run %1 has no final scores yet").arg(run),
                       QStringLiteral("It is %1").arg(name(setup->record.state)),
                       QStringLiteral("Resume it; the final scores are taken at its end."));
    QList<TaskOutcome> outcomes;
    for (const RunTask& task : setup->tasks) {
        const Result<TaskOutcome> outcome = readOutcome(reader, *setup, task, *ended);
        if (!outcome)
            return tl::unexpected(outcome.error());
        outcomes.append(*outcome);
    }
    return runReport(setup->record.settings, outcomes);
}

Result<CandidateRecord> readFinalPrompt(Reader& reader, qint64 run)
{
    const Result<QList<Fact>> decisions = reader.decisions(run);
    if (!decisions)
        return tl::unexpected(decisions.error());
    const RunEnded* ended = endOf(*decisions);
    if (!ended)
        return failure(ErrorKind::NotFound, QStringLiteral("Run %1 has no final prompt yet").arg(run), {},
                       QStringLiteral("It is known when the run has ended."));
    return reader.candidate(run, ended->incumbent);
}

Result<QList<TaskPair>> readPairs(Reader& reader, const CandidateId& before, const CandidateId& after, Split split)
{
    ComparisonReading reading({{before, after}, split});
    Result<bool> more = true;
    while (more && *more)
        more = reading.readSome(reader);
    if (!more)
        return tl::unexpected(more.error());
    QList<TaskPair> pairs;
    for (const TaskAnswers& task : reading.takeAnswers())
        pairs.append(pairOf(task, 1, split));
    if (pairs.isEmpty())
        return failure(ErrorKind::NotFound,
                       QStringLiteral("%1 and %2 have no answers to the same examples on %3")
                           .arg(text(before.step), text(after.step), name(split)),
                       {}, QStringLiteral("Score them with `metaspo evaluate`, or choose another split."));
    return pairs;
}

Result<QList<TemplateVersion>> readTemplateVersions(Reader& reader)
{
    const Result<TemplateTexts> own = ownTemplates();
    if (!own)
        return tl::unexpected(own.error());
    const auto stored = reader.allTemplates();
    if (!stored)
        return tl::unexpected(stored.error());
    QList<TemplateVersion> versions;
    for (auto text = own->begin(); text != own->end(); ++text)
        versions.append({text.key(), templateVersion(text.value()), text.value(), {}, true});
    for (const StoredTemplate& used : *stored) {
        const auto known = std::find_if(versions.begin(), versions.end(), [&](const TemplateVersion& version) {
            return version.name == used.name && version.yaml == used.yaml;
        });
        if (known != versions.end())
            known->runs += used.runs;
        else
            versions.append({used.name, templateVersion(used.yaml), used.yaml, used.runs, false});
    }
    std::stable_sort(versions.begin(), versions.end(),
                     [](const TemplateVersion& one, const TemplateVersion& other) { return one.name < other.name; });
    return versions;
}

} // namespace metaspo
