#pragma once

#include "tests/core/store/StoreSamples.h"
#include "tests/support/Waited.h"
#include "tests/ui/WorkbenchFixture.h"

#include "ui/compare/ComparePage.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

namespace metaspo {

inline const QString hostileText =
    QStringLiteral("<b>bold</b><img src=\"file:///etc/passwd\">\u202Ereversed\x1b[31m\nsecond line");

/// The window on a file with two tasks of twelve test examples and two runs. Run 1 has ended: five system prompts, the
/// last of them without an answer and hostile, and two user prompts of alpha. Run 2 is another start.
class CompareFixture : public WorkbenchFixture
{
public:
    CompareFixture() { fill(); }

    bool open()
    {
        window().openProject(path(QStringLiteral("compared.metaspo")));
        if (!QTest::qWaitFor([this] { return window().project() != nullptr; }, 20'000))
            return false;
        window().showPage(QStringLiteral("comparePage"));
        return QTest::qWaitFor([this] { return find<QAction>("copyFinalAction")->isEnabled(); }, 20'000);
    }

    ComparePage& page() const { return *find<ComparePage>("comparePage"); }
    Project& project() { return *window().project(); }
    static CandidateId id(const char* step, qint64 run = 1) { return {run, samples::step(step)}; }
    static QList<CandidateId> systemPrompts()
    {
        return {id("0/start"), id("1/outer/1"), id("1/outer/2"), id("1/outer/3"), id("0/start", 2)};
    }

    /// Puts them side by side in place of what was there, and waits for their answers.
    bool compare(const QList<CandidateId>& candidates)
    {
        find<QAction>("clearComparisonAction")->trigger();
        page().compare(candidates);
        return hasAnswers();
    }
    bool hasAnswers() const
    {
        return QTest::qWaitFor(
            [this] {
                const auto* standing = find<QLabel>("promptStandingB");
                return standing && !standing->text().isEmpty() && standing->text() != QStringLiteral("comparing…") &&
                       outcomesAreThere();
            },
            20'000);
    }
    QAbstractItemModel& outcomes() const { return *find<QTableView>("outcomeTable")->model(); }
    QString shown(const char* show) const { return find<QToolButton>(show)->text(); }
    /// A column of the table of outcomes, when all of it has been read.
    QStringList column(int column)
    {
        QStringList texts;
        const bool isRead = QTest::qWaitFor(
            [&] {
                texts.clear();
                for (int row = 0; row < outcomes().rowCount(); ++row)
                    texts.append(outcomes().index(row, column).data().toString());
                return !texts.contains(QStringLiteral("…"));
            },
            20'000);
        return isRead ? texts : QStringList{QStringLiteral("not read")};
    }

private:
    bool outcomesAreThere() const
    {
        const QString all = shown("showAllOutcomes");
        return all.contains(QLatin1Char(' ')); // "All 24"
    }

    static Cell cell(const char* system, const char* user, const char* task, Split split = Split::Test)
    {
        return {samples::step(system), samples::step(user), QLatin1String(task), split};
    }

    template <typename T>
    static T valueOf(Result<T> result)
    {
        if (!result)
            qFatal("%s", qPrintable(sentence(result.error())));
        return std::move(*result);
    }

    void fill()
    {
        using namespace samples;
        const auto store = valueOf(Store::create(path(QStringLiteral("compared.metaspo"))));
        Writer& writer = store->writer();
        Task alpha = largeTask(QStringLiteral("alpha"), QStringLiteral("Letters"), 12);
        alpha.examples[24].question = hostileText;
        const Task beta = largeTask(QStringLiteral("beta"), QStringLiteral("Signs"), 12);
        const auto ids = valueOf(written<QList<qint64>>([&](auto done) { writer.saveTasks({alpha, beta}, done); }));
        const auto reader = valueOf(store->newReader());
        const QList<Task> tasks{valueOf(reader->task(ids.at(0))), valueOf(reader->task(ids.at(1)))};
        const auto record = [&](qint64 run, const Fact& fact) {
            valueOf(written<void>([&](auto done) { writer.record(run, fact, done); }).map([] { return true; }));
        };
        for (int number = 0; number < 2; ++number) {
            const qint64 run = valueOf(written<qint64>([&](auto done) { writer.createRun(newRun(tasks), done); }));
            record(run, CandidateProposed{systemPrompt(
                            "0/start", QStringLiteral("You are a helpful assistant.\nThink step by step.\n"))});
            for (const char* task : {"alpha", "beta"})
                record(run,
                       CandidateProposed{userPrompt(qPrintable(QStringLiteral("0/start/%1").arg(QLatin1String(task))),
                                                    QLatin1String(task), QStringLiteral("Answer: {question}"))});
        }
        record(1,
               CandidateProposed{systemPrompt(
                   "1/outer/1",
                   QStringLiteral(
                       "You are a careful assistant.\nThink step by step.\nCheck your answer before you give it. "))});
        record(1, CandidateProposed{
                      systemPrompt("1/outer/2", QStringLiteral("You are an expert.\nThink step by step.\n"))});
        record(1, CandidateProposed{
                      systemPrompt("1/outer/3", QStringLiteral("You are a helpful assistant.\nAnswer at once.\n"))});
        record(1, CandidateProposed{systemPrompt("1/outer/4", hostileText)});
        record(1, CandidateProposed{userPrompt("1/inner/alpha/1", QStringLiteral("alpha"),
                                               QStringLiteral("Read, then answer: {question}"))});
        const QList<std::tuple<const char*, const char*, const char*>> answered{
            {"0/start", "++--+-+--?+-", "+-+-+-+-+-+-"},   {"1/outer/1", "++++++--+?+-", "++++----++++"},
            {"1/outer/2", "+-+-++++---+", "+-+-+-  +-+-"}, {"1/outer/3", "------", "------------"}};
        for (const auto& [system, onAlpha, onBeta] : answered) {
            answerCell(writer, 1, tasks.at(0), cell(system, "0/start/alpha", "alpha"), onAlpha);
            answerCell(writer, 1, tasks.at(1), cell(system, "0/start/beta", "beta"), onBeta);
        }
        answerCell(writer, 1, tasks.at(0), cell("0/start", "0/start/alpha", "alpha", Split::Validation),
                   "+-+-+-+-+-+-");
        answerCell(writer, 1, tasks.at(0), cell("0/start", "1/inner/alpha/1", "alpha", Split::Validation),
                   "++++++++++--");
        answerCell(writer, 1, tasks.at(0), cell("1/outer/1", "0/start/alpha", "alpha", Split::Validation),
                   "++-++-++-++-");
        answerCell(writer, 1, tasks.at(0), cell("1/outer/4", "0/start/alpha", "alpha", Split::Train), "+-");
        answerCell(writer, 2, tasks.at(0), cell("0/start", "0/start/alpha", "alpha"), "+--++-+--++-");
        RunEnded ended;
        ended.incumbent = step("1/outer/1");
        ended.firstPrompts = {{QStringLiteral("alpha"), step("0/start/alpha")},
                              {QStringLiteral("beta"), step("0/start/beta")}};
        record(1, ended);
        valueOf(written<void>([&](auto done) { writer.setRunState(1, RunState::Finished, {}, done); }).map([] {
            return true;
        }));
        valueOf(flush(writer).map([] { return true; }));
    }
};

} // namespace metaspo
