#include "core/optimize/EvaluationMessages.h"
#include "tests/core/engine/CalibratedProject.h"
#include "tests/support/ScriptedAnswers.h"

#include <QDirIterator>
#include <QFile>

using namespace metaspo;

/// A connection is measured on a task: both repeats really asked, nothing that was paid for lost.
class CalibrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsAskedTwice();
    void itIsAskedAnewEveryTime();
    void flipsAreCounted_data();
    void flipsAreCounted();
    void unreadableAnswersAreCounted();
    void aFailedCallIsNoAnswer_data();
    void aFailedCallIsNoAnswer();
    void cancelFinishesWhatIsInFlight();
    void lettingGoKeepsWhatIsInFlight();
    void oneAtATime();
    void whatIsNotReportedIsUnknown();
    void aCutOffLineIsLeftOut();
};

void CalibrationTest::everythingIsAskedTwice()
{
    ScriptedProject scripted(calibratedScript());
    const CalibrationPlan wanted = calibrationPlan(scripted);
    QCOMPARE(wanted.calls(), 80); // 20 examples, 2 system prompts, 2 repeats
    QVERIFY(wanted.systemPrompts.first() != wanted.systemPrompts.last());
    QVERIFY(wanted.host.isEmpty());
    QCOMPARE(scripted.server().calls().size(), 0); // a plan asks nothing
    const auto calibration = scripted.workspace->calibrate(wanted);
    const Followed ended = followed(*calibration);
    QVERIFY2(ended.result.has_value(), ended.result ? "" : qPrintable(sentence(ended.result.error())));
    QHash<QByteArray, int> times;
    for (const RequestRecord& call : scripted.server().calls())
        ++times[call.digest];
    QCOMPARE(times.size(), 40);
    for (const int count : times)
        QCOMPARE(count, 2);
    QVERIFY(scripted.server().mostAtOnce() <= 4); // the width of the connection

    const CalibrationResult& result = *ended.result;
    QCOMPARE(result.answers, 80);
    QCOMPARE(result.pairs, 40);
    QCOMPARE(result.flipped, 0);
    QCOMPARE(result.flips.n, 40);
    QCOMPARE(result.flips.value, 0.0);
    QVERIFY(result.flips.interval.high > 0.05); // none seen is not none
    QCOMPARE(result.unreadable, 0);
    QVERIFY(result.outputTokens.has_value() && result.outputTokens->median > 0);
    QVERIFY(result.outputTokens->ninth >= result.outputTokens->median);
    QVERIFY(result.secondsPerCall > 0);
    QVERIFY(result.costNanoDollars.value_or(0) > 0);
    QVERIFY(*result.costNanoDollars <= wanted.costNanoDollarsMost.value_or(0));
    QCOMPARE(result.possiblyPaid, 0);
    QCOMPARE(ended.last.answered, 80);
    QCOMPARE(waited(scripted.workspace->lastCalibration(scriptedConnection(scripted))), std::optional(result));
}

void CalibrationTest::itIsAskedAnewEveryTime()
{
    ScriptedProject scripted(calibratedScript());
    for (int time = 1; time <= 2; ++time) {
        const CalibrationPlan wanted = calibrationPlan(scripted);
        QCOMPARE(wanted.kept, 0);
        const auto calibration = scripted.workspace->calibrate(wanted);
        QVERIFY(followed(*calibration).result.has_value());
        QCOMPARE(scripted.server().calls().size(), 80 * time);
    }
}

void CalibrationTest::flipsAreCounted_data()
{
    QTest::addColumn<double>("rate");
    QTest::newRow("every fourth") << 0.25;
    QTest::newRow("every second") << 0.5;
    QTest::newRow("all") << 1.0;
}

void CalibrationTest::flipsAreCounted()
{
    QFETCH(double, rate);
    ScriptedProject scripted(calibratedScript(rate));
    const CalibrationPlan wanted = calibrationPlan(scripted);
    const ScriptedAnswers answers(calibratedScript(rate));
    int expected = 0;
    for (const QString& system : wanted.systemPrompts)
        for (const Example& example : wanted.task.examples) {
            const QString user = evaluationMessages(system, wanted.task.userPrompt, example.question).last().text;
            const QString first = answers.answer({system, user, {}, 0}).text;
            expected += first != answers.answer({system, user, {}, 1}).text ? 1 : 0;
        }
    const auto calibration = scripted.workspace->calibrate(wanted);
    const Followed ended = followed(*calibration);
    QVERIFY(ended.result.has_value());
    QCOMPARE(ended.result->flipped, expected);
    QVERIFY(ended.result->flips.interval.contains(rate));
    QVERIFY(ended.result->flips.interval.low > 0);
}

void CalibrationTest::unreadableAnswersAreCounted()
{
    ScriptedProject scripted(calibratedScript(0, 0.3));
    const CalibrationPlan wanted = calibrationPlan(scripted);
    const ScriptedAnswers answers(calibratedScript(0, 0.3));
    int expected = 0;
    for (const QString& system : wanted.systemPrompts)
        for (const Example& example : wanted.task.examples) {
            const QString user = evaluationMessages(system, wanted.task.userPrompt, example.question).last().text;
            expected += answers.answer({system, user, {}, 0}).text.contains(QLatin1String("<answer>")) ? 0 : 2;
        }
    QVERIFY(expected > 0);
    const auto calibration = scripted.workspace->calibrate(wanted);
    const Followed ended = followed(*calibration);
    QVERIFY(ended.result.has_value());
    QCOMPARE(ended.result->unreadable, expected);
    QCOMPARE(ended.result->unreadables.n, 80);
    QCOMPARE(ended.result->flipped, 0); // unreadable both times is the same
}

void CalibrationTest::aFailedCallIsNoAnswer_data()
{
    QTest::addColumn<FaultRule>("fault");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("key refused") << FaultRule{Fault::Status, QStringLiteral("401"), 31} << ErrorKind::Unauthorized;
    QTest::newRow("no money") << FaultRule{Fault::Billing, {}, 31} << ErrorKind::PaymentNeeded;
    QTest::newRow("one call refused") << FaultRule{Fault::Status, QStringLiteral("422"), 31, 1}
                                      << ErrorKind::RequestRejected;
}

void CalibrationTest::aFailedCallIsNoAnswer()
{
    QFETCH(FaultRule, fault);
    QFETCH(ErrorKind, kind);
    ServerScript failing = calibratedScript();
    failing.faults = {fault};
    ScriptedProject scripted(failing);
    const auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    const Followed ended = followed(*calibration);
    QVERIFY(!ended.result);
    QCOMPARE(ended.result.error().kind, kind);
    QVERIFY(ended.last.answered >= 30 && ended.last.answered < 40);
    QVERIFY(!waited(scripted.workspace->lastCalibration(scriptedConnection(scripted))));

    const qsizetype before = scripted.server().calls().size();
    scripted.server().setScript(calibratedScript());
    const CalibrationPlan rest = calibrationPlan(scripted);
    QCOMPARE(rest.kept, ended.last.answered);
    const auto again = scripted.workspace->calibrate(rest);
    const Followed whole = followed(*again);
    QVERIFY2(whole.result.has_value(), whole.result ? "" : qPrintable(sentence(whole.result.error())));
    QCOMPARE(scripted.server().calls().size() - before, 80 - rest.kept);
    QCOMPARE(whole.result->answers, 80);
    QCOMPARE(whole.result->pairs, 40);
}

void CalibrationTest::cancelFinishesWhatIsInFlight()
{
    ServerScript slow = calibratedScript();
    slow.latencyMilliseconds = 20;
    ScriptedProject scripted(slow);
    const auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    const Followed ended = followed(*calibration, 10);
    QVERIFY(!ended.result);
    QCOMPARE(ended.result.error().kind, ErrorKind::Stopped);
    QVERIFY(ended.last.answered >= 10 && ended.last.answered < 40);
    QCOMPARE(scripted.server().calls().size(), ended.last.answered); // every call that went out is kept
    const CalibrationPlan rest = calibrationPlan(scripted);
    QCOMPARE(rest.kept, ended.last.answered);
    const auto again = scripted.workspace->calibrate(rest);
    QVERIFY(followed(*again).result.has_value());
    QCOMPARE(scripted.server().calls().size(), 80);
}

void CalibrationTest::lettingGoKeepsWhatIsInFlight()
{
    ServerScript slow = calibratedScript();
    slow.latencyMilliseconds = 300;
    ScriptedProject scripted(slow);
    auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    QTRY_VERIFY_WITH_TIMEOUT(scripted.server().calls().size() >= 6, ScriptedProject::patience);
    calibration.reset();
    scripted.project.reset();
    scripted.workspace = std::make_unique<Workspace>(); // the one before has waited
    scripted.reopen();
    QCOMPARE(calibrationPlan(scripted).kept, scripted.server().calls().size());
}

void CalibrationTest::oneAtATime()
{
    ServerScript slow = calibratedScript();
    slow.latencyMilliseconds = 50;
    ScriptedProject scripted(slow);
    const CalibrationPlan wanted = calibrationPlan(scripted);
    const auto first = scripted.workspace->calibrate(wanted);
    QTRY_VERIFY_WITH_TIMEOUT(scripted.server().calls().size() > 0, ScriptedProject::patience);
    const auto second = scripted.workspace->calibrate(wanted);
    const Followed refused = followed(*second);
    QVERIFY(!refused.result);
    QCOMPARE(refused.result.error().kind, ErrorKind::FileBusy);
    const Followed ended = followed(*first);
    QVERIFY(ended.result.has_value());
    QCOMPARE(scripted.server().calls().size(), 80);
}

void CalibrationTest::whatIsNotReportedIsUnknown()
{
    ServerScript silent = calibratedScript();
    silent.faults = {{Fault::NoUsage, {}, 1}};
    ScriptedProject scripted(silent);
    const auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    const Followed ended = followed(*calibration);
    QVERIFY(ended.result.has_value());
    QVERIFY(!ended.result->outputTokens);
    QVERIFY(!ended.result->costNanoDollars);
    QVERIFY(!ended.result->cachedFirst);
    QCOMPARE(ended.result->answers, 80);
}

void CalibrationTest::aCutOffLineIsLeftOut()
{
    ScriptedProject scripted(calibratedScript());
    auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    const Followed ended = followed(*calibration, 5);
    QVERIFY(!ended.result);
    QDirIterator files(scripted.file(QStringLiteral("data/metaspo/calibrations")), {QStringLiteral("*.jsonl")},
                       QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    QFile file(files.next());
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(file.open(QIODevice::Append));
    file.write(R"({"answer":[1,0,0],"respo)"); // the machine died here
    file.close();
    const CalibrationPlan rest = calibrationPlan(scripted);
    QCOMPARE(rest.kept, ended.last.answered);
    calibration = scripted.workspace->calibrate(rest);
    const Followed whole = followed(*calibration);
    QVERIFY(whole.result.has_value());
    QCOMPARE(whole.result->answers, 80);
}

QTEST_GUILESS_MAIN(CalibrationTest)
#include "CalibrationTest.moc"
