#include "tests/bench/LargeProject.h"

#include "tests/bench/StoredCalls.h"

#include <QFileInfo>

namespace metaspo {

namespace {

constexpr int tasks = 5;
constexpr int examplesScored = 40;
constexpr int inFlight = 512;

QString taskName(int task)
{
    return QStringLiteral("task-%1").arg(task);
}

Task largeTask(int number)
{
    return benchmarkTask(taskName(number), number < 3 ? QStringLiteral("Reading") : QStringLiteral("Counting"),
                         examplesScored);
}

/// How one run is made: iterations, and candidates in each.
struct Shape
{
    int iterations = 0;
    int systems = 0;      ///< per iteration
    int usersPerTask = 0; ///< per iteration
    int evaluations = 0;
};

void note(Writer& writer, qint64 run, Fact fact)
{
    writer.record(run, std::move(fact), [](Result<void> stored) { valueOf(stored.map([] { return true; })); });
}

Candidate candidateAt(const Step& step, PromptKind kind, const QString& task)
{
    Candidate candidate;
    candidate.step = step;
    candidate.kind = kind;
    candidate.task = task;
    candidate.text = QStringLiteral("Prompt %1. Read every word with care, then answer. {question}").arg(text(step));
    candidate.origin = step.iteration == 0 ? Origin::Initial : Origin::Failures;
    candidate.state = step.iteration == 0 ? CandidateState::Initial : CandidateState::Scored;
    return candidate;
}

void writeCandidates(Writer& writer, qint64 run, const Shape& shape)
{
    StageReached stage;
    note(writer, run, CandidateProposed{candidateAt({}, PromptKind::System, {})});
    for (int task = 0; task < tasks; ++task) {
        const Step first{0, Loop::Start, taskName(task), 0};
        note(writer, run, CandidateProposed{candidateAt(first, PromptKind::User, taskName(task))});
        stage.firstPrompts.insert(taskName(task), first);
    }
    stage.loop = Step{0, Loop::Start, {}, 0};
    note(writer, run, stage);
    for (int iteration = 1; iteration <= shape.iterations; ++iteration) {
        for (int task = 0; task < tasks; ++task)
            for (int slot = 1; slot <= shape.usersPerTask; ++slot)
                note(writer, run, CandidateProposed{candidateAt({iteration, Loop::Inner, taskName(task), slot},
                                                                PromptKind::User, taskName(task))});
        for (int slot = 1; slot <= shape.systems; ++slot)
            note(writer, run,
                 CandidateProposed{candidateAt({iteration, Loop::Outer, {}, slot}, PromptKind::System, {})});
        stage.loop = Step{iteration, Loop::Outer, {}, 0};
        stage.incumbent = Step{iteration, Loop::Outer, {}, 1};
        note(writer, run, stage);
    }
}

EvaluationPlace placeOf(int number, const Shape& shape)
{
    const int task = number % tasks;
    const int example = (number / tasks) % examplesScored;
    const int system = number / (tasks * examplesScored);
    const Step step = system == 0
                          ? Step{}
                          : Step{1 + (system - 1) / shape.systems, Loop::Outer, {}, 1 + (system - 1) % shape.systems};
    return {step, Step{0, Loop::Start, taskName(task), 0}, taskName(task), Split::Train, example, 0};
}

void writeRun(Store& store, const QList<RunTask>& runTasks, const Shape& shape)
{
    NewRun made;
    made.settings.iterations = shape.iterations;
    made.settings.systemCandidates = shape.systems;
    made.settings.userCandidates = shape.usersPerTask;
    for (const RunTask& task : runTasks)
        made.settings.sources.append(task.task.name);
    made.tasks = runTasks;
    made.models = {RunModel{}};
    Writer& writer = store.writer();
    const qint64 run = written<qint64>([&](auto done) { writer.createRun(made, done); });
    writeCandidates(writer, run, shape);
    StoredCalls(writer, run, shape.evaluations, inFlight, [&](int number) { return placeOf(number, shape); }).store();
    written<bool>([&](auto done) {
        writer.setRunState(run, RunState::Finished, QStringLiteral("All iterations are done."),
                           [done](Result<void> result) { done(result.map([] { return true; })); });
    });
}

} // namespace

void LargeProject::write(const QString& path)
{
    if (QFileInfo::exists(path))
        return;
    const auto store = valueOf(Store::create(path));
    QList<Task> made;
    for (int task = 0; task < tasks; ++task)
        made << largeTask(task);
    const auto ids = written<QList<qint64>>([&](auto done) { store->writer().saveTasks(made, done); });
    const auto reader = valueOf(store->newReader());
    QList<RunTask> runTasks;
    for (const qint64 id : ids)
        runTasks << RunTask{valueOf(reader->task(id)), {}};
    // With their initial prompts, 15,000 candidates each.
    constexpr Shape large{50, 60, 48, largestRunEvaluations};
    constexpr Shape usual{5, 20, 8, (evaluations - largestRunEvaluations) / (runs - 1)};
    static_assert(50 * (60 + 5 * 48) + (runs - 1) * 5 * (20 + 5 * 8) == candidates);
    for (int run = 1; run < runs; ++run)
        writeRun(*store, runTasks, usual);
    writeRun(*store, runTasks, large);
}

} // namespace metaspo
