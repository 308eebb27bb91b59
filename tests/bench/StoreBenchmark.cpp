#include "tests/bench/StoredCalls.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <cstdio>
#include <sys/resource.h>

/// Calls a second and CPU per call of the store alone: each call is sent, answered and graded, every step committed
/// before the next. Then the reads of a run's page over what was written.
/// StoreBenchmark [--calls N] [--width N] [--folder PATH]
using namespace metaspo;

namespace {

constexpr int taskCount = 5;
constexpr int exampleCount = 600;

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

QString taskName(int task)
{
    return QStringLiteral("task-%1").arg(task);
}

EvaluationPlace placeOf(int number)
{
    const int task = number % taskCount;
    const int candidate = number / (taskCount * exampleCount);
    return {candidate == 0 ? Step{} : Step{1, Loop::Outer, {}, candidate}, Step{0, Loop::Start, taskName(task), 0},
            taskName(task), Split::Train, (number / taskCount) % exampleCount, 0};
}

qint64 makeRun(Store& store, Reader& reader, int calls)
{
    QList<Task> tasks;
    for (int i = 0; i < taskCount; ++i)
        tasks << benchmarkTask(taskName(i), QStringLiteral("Domain"), exampleCount);
    const auto ids = written<QList<qint64>>([&](auto done) { store.writer().saveTasks(tasks, done); });
    NewRun run;
    for (const qint64 id : ids)
        run.tasks << RunTask{valueOf(reader.task(id)), {}};
    run.models = {RunModel{}};
    const qint64 made = written<qint64>([&](auto done) { store.writer().createRun(run, done); });
    const auto propose = [&](const Step& step, PromptKind kind, const QString& task) {
        Candidate candidate;
        candidate.step = step;
        candidate.kind = kind;
        candidate.task = task;
        candidate.text = QStringLiteral("Prompt %1: {question}").arg(text(step));
        store.writer().record(made, CandidateProposed{candidate},
                              [](Result<void> result) { valueOf(result.map([] { return true; })); });
    };
    propose({}, PromptKind::System, {});
    for (int slot = 1; slot <= calls / (taskCount * exampleCount); ++slot)
        propose({1, Loop::Outer, {}, slot}, PromptKind::System, {});
    for (int task = 0; task < taskCount; ++task)
        propose({0, Loop::Start, taskName(task), 0}, PromptKind::User, taskName(task));
    return made;
}

template <typename Ask>
void timeRead(const char* what, Ask ask)
{
    ask(); // the pages are in the cache, as they are while a run is watched
    QElapsedTimer clock;
    clock.start();
    const qsizetype rows = ask();
    std::printf("  %-34s %9.2f ms  %lld rows\n", what, double(clock.nsecsElapsed()) / 1e6,
                static_cast<long long>(rows));
}

void timeReads(Reader& reader, qint64 run)
{
    std::printf("reads\n");
    timeRead("runs", [&] { return valueOf(reader.runs()).size(); });
    timeRead("candidates", [&] { return valueOf(reader.candidates(run)).size(); });
    timeRead("cells", [&] { return valueOf(reader.cells(run)).size(); });
    timeRead("cell labels", [&] { return valueOf(reader.cellLabels(run)).size(); });
    EvaluationFilter filter;
    filter.run = run;
    timeRead("evaluation ids", [&] { return valueOf(reader.evaluationIds(filter)).size(); });
    const QList<qint64> ids = valueOf(reader.evaluationIds(filter));
    timeRead("200 evaluations in the middle",
             [&] { return valueOf(reader.evaluations(ids.mid(ids.size() / 2, 200))).size(); });
    filter.wrongOnly = true;
    timeRead("evaluation ids, wrong only", [&] { return valueOf(reader.evaluationIds(filter)).size(); });
    filter.system = Step{};
    timeRead("evaluation ids, one candidate", [&] { return valueOf(reader.evaluationIds(filter)).size(); });
    filter.contains = QStringLiteral("question 17 ");
    timeRead("evaluation ids, searched", [&] { return valueOf(reader.evaluationIds(filter)).size(); });
    timeRead("call ids", [&] { return valueOf(reader.callIds({run, {}, {}, {}})).size(); });
    const QList<qint64> calls = valueOf(reader.callIds({run, {}, {}, {}}));
    timeRead("200 calls in the middle",
             [&] { return valueOf(reader.calls(calls.mid(calls.size() / 2, 200))).size(); });
    timeRead("remembered calls of a wave",
             [&] { return valueOf(reader.remembered(run, QStringLiteral("1/outer"))).size(); });
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("calls"), {}, QStringLiteral("n"), QStringLiteral("24200")});
    parser.addOption({QStringLiteral("width"), {}, QStringLiteral("n"), QStringLiteral("32")});
    parser.addOption({QStringLiteral("folder"), {}, QStringLiteral("path"), QStringLiteral(".")});
    parser.process(application);
    const int calls = parser.value(QStringLiteral("calls")).toInt();
    const QTemporaryDir folder(parser.value(QStringLiteral("folder")) + QStringLiteral("/store-benchmark-XXXXXX"));
    const auto store = valueOf(Store::create(folder.filePath(QStringLiteral("project.metaspo"))));
    const auto reader = valueOf(store->newReader());
    const qint64 run = makeRun(*store, *reader, calls);

    QElapsedTimer clock;
    clock.start();
    const double before = cpuSeconds();
    StoredCalls(store->writer(), run, calls, parser.value(QStringLiteral("width")).toInt(), placeOf).store();
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    std::printf("calls %d  width %s  wall %.2f s = %.0f calls/s  CPU %.0f us a call\n", calls,
                qPrintable(parser.value(QStringLiteral("width"))), seconds, calls / seconds,
                1e6 * (cpuSeconds() - before) / calls);
    timeReads(*reader, run);
    clock.start();
    const QStringList problems = valueOf(store->check());
    std::printf("  %-34s %9.2f ms  %lld problems\n", "whole check", double(clock.nsecsElapsed()) / 1e6,
                static_cast<long long>(problems.size()));
    return problems.isEmpty() ? 0 : 1;
}
