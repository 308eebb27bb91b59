#include "tests/core/optimize/ScriptedModels.h"

#include <QTest>

using namespace metaspo;

/// Resume is replay: the method starts from its first line, remembered answers return at once.
class ResumeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void interruptedRunsEndLikeUninterruptedOnes_data();
    void interruptedRunsEndLikeUninterruptedOnes();
    void replayOfAFinishedRunAsksNothing();
    void replayOfManyAnswersAsksNothing();
};

namespace {

MethodInput inputFor(quint64 number, Pruning pruning)
{
    RunSettings settings = presetSettings(Preset::Recommended);
    settings.iterations = 2;
    settings.userCandidates = 2;
    settings.kept = 2;
    settings.systemCandidates = 3;
    settings.train = 5;
    settings.validation = number % 2 == 0 ? 4 : 0;
    settings.test = 3;
    settings.seed = number;
    settings.pruning = pruning;
    const QList<Task> tasks{choiceTask(QStringLiteral("one"), MetricKind::Accuracy, 3, 5, settings.validation, 3),
                            choiceTask(QStringLiteral("two"), MetricKind::MacroF1, 3, 5, settings.validation, 3)};
    return methodInputFor(settings, tasks);
}

MemoryExecution executionFor(quint64 number, Memory* memory, int width)
{
    MemoryExecution execution;
    execution.base = [number](const EvaluationRequest& request) {
        return tableAnswer({number, 3, 50, 20, 20}, request);
    };
    execution.optimizer = [number](const OptimizerRequest& request) {
        return writtenPrompt({number, number % 3 == 0 ? 4 : 1000, 4}, request);
    };
    execution.memory = memory;
    execution.width = width;
    execution.arrival = number;
    return execution;
}

/// Whether one list of facts is what the other one begins with.
bool isBeginningOf(const QList<Fact>& beginning, const QList<Fact>& whole)
{
    return beginning == whole.mid(0, beginning.size());
}

} // namespace

void ResumeTest::interruptedRunsEndLikeUninterruptedOnes_data()
{
    QTest::addColumn<Pruning>("pruning");
    QTest::newRow("exhaustive") << Pruning::Exhaustive;
    QTest::newRow("exact") << Pruning::Exact;
}

void ResumeTest::interruptedRunsEndLikeUninterruptedOnes()
{
    QFETCH(Pruning, pruning);
    for (quint64 number = 1; number <= 60; ++number) {
        const MethodInput input = inputFor(number, pruning);
        Memory memory;
        Draw draw(number, u"interruptions");
        QList<Fact> before;
        qint64 paid = 0;
        for (int start = 0;; ++start) {
            QVERIFY(start < 1000);
            MemoryExecution part = executionFor(number + static_cast<quint64>(1000 * start), &memory, 1 + start % 7);
            part.base = executionFor(number, nullptr, 1).base;
            part.optimizer = executionFor(number, nullptr, 1).optimizer;
            part.interruptAfter = static_cast<int>(draw.below(60));
            const bool isOver = runToItsEnd(part, input);
            // What was said before the interruption is said again, word for word.
            QVERIFY2(isBeginningOf(before, part.facts), qPrintable(QString::number(number)));
            before = part.facts;
            paid += part.baseCalls + part.optimizerCalls;
            if (isOver)
                break;
        }
        for (const int times : std::as_const(memory.timesAsked))
            QCOMPARE(times, 1);
        QCOMPARE(paid, memory.timesAsked.size());

        MemoryExecution whole = executionFor(number, nullptr, 1);
        runMethod(whole, input);
        if (pruning == Pruning::Exhaustive) {
            QCOMPARE(before, whole.facts);
        } else {
            QCOMPARE(before.back(), whole.facts.back());
        }
    }
}

void ResumeTest::replayOfAFinishedRunAsksNothing()
{
    for (const Pruning pruning : {Pruning::Exhaustive, Pruning::Exact})
        for (quint64 number = 1; number <= 40; ++number) {
            Memory memory;
            MemoryExecution first = executionFor(number, &memory, 16);
            runMethod(first, inputFor(number, pruning));
            MemoryExecution again = executionFor(number + 5000, &memory, 3);
            again.base = first.base;
            again.optimizer = first.optimizer;
            again.interruptAfter = 0; // the first paid call would end it
            QVERIFY(runToItsEnd(again, inputFor(number, pruning)));
            QCOMPARE(again.facts, first.facts); // drops too: they follow from the answers alone
        }
}

void ResumeTest::replayOfManyAnswersAsksNothing()
{
    RunSettings settings = presetSettings(Preset::Reference);
    QList<Task> tasks;
    for (int task = 1; task <= 4; ++task)
        tasks.append(choiceTask(QStringLiteral("task%1").arg(task), MetricKind::Accuracy, 3, 50, 0, 500));
    Memory memory;
    MemoryExecution first = executionFor(1, &memory, 64);
    runMethod(first, methodInputFor(settings, tasks));
    MemoryExecution again = executionFor(1, &memory, 64);
    again.interruptAfter = 0;
    QVERIFY(runToItsEnd(again, methodInputFor(settings, tasks)));
    QCOMPARE(again.baseCalls, 0);
    QCOMPARE(again.facts, first.facts);
}

QTEST_APPLESS_MAIN(ResumeTest)
#include "ResumeTest.moc"
