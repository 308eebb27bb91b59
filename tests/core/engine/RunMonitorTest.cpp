#include "core/engine/RunMonitor.h"

#include <QTest>

using namespace metaspo;

/// What a live run tells of its pace, on a clock that the test moves.
class RunMonitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausesDoNotCountAsTimeLeft_data();
    void pausesDoNotCountAsTimeLeft();
    void fewAnswersTellNothing();

private:
    static RunProgress running()
    {
        RunProgress progress;
        progress.state = RunState::Running;
        progress.callsExpected = 140;
        return progress;
    }
};

void RunMonitorTest::pausesDoNotCountAsTimeLeft_data()
{
    QTest::addColumn<QList<int>>("pausesAfter"); // these answers, an hour each
    QTest::newRow("none") << QList<int>{};
    QTest::newRow("in the middle") << QList<int>{20};
    QTest::newRow("twice, and before the first") << QList<int>{0, 7, 31};
    QTest::newRow("after the last") << QList<int>{40};
}

// 40 answers in 40 seconds at work; 100 to come: 100 seconds.
void RunMonitorTest::pausesDoNotCountAsTimeLeft()
{
    QFETCH(QList<int>, pausesAfter);
    std::chrono::milliseconds now{5'000};
    RunMonitor monitor(running(), [&now] { return now; });
    const auto enter = [&monitor](RunState state) {
        monitor.update([state](RunProgress& progress) { progress.state = state; });
    };
    for (int answer = 0; answer <= 40; ++answer) {
        if (pausesAfter.contains(answer)) {
            enter(RunState::Paused);
            now += std::chrono::hours(1);
            enter(RunState::Running);
        }
        if (answer == 40)
            break;
        now += std::chrono::seconds(1);
        monitor.answered(false, ModelRole::Base);
    }
    const std::optional<qint64> left = monitor.progress().secondsLeft;
    QVERIFY(left.has_value());
    QVERIFY2(*left >= 95 && *left <= 100, qPrintable(QString::number(*left)));
    // While it stands still the time that is left stays what it is.
    enter(RunState::Paused);
    now += std::chrono::hours(5);
    QCOMPARE(monitor.progress().secondsLeft, left);
}

void RunMonitorTest::fewAnswersTellNothing()
{
    std::chrono::milliseconds now{0};
    RunMonitor monitor(running(), [&now] { return now; });
    for (int answer = 0; answer < 19; ++answer) {
        now += std::chrono::seconds(1);
        monitor.answered(false, ModelRole::Base);
    }
    for (int remembered = 0; remembered < 30; ++remembered)
        monitor.answered(true, ModelRole::Base); // at once, from the file
    QVERIFY(!monitor.progress().secondsLeft.has_value());
    monitor.answered(false, ModelRole::Base);
    QVERIFY(monitor.progress().secondsLeft.has_value());
}

QTEST_GUILESS_MAIN(RunMonitorTest)
#include "RunMonitorTest.moc"
