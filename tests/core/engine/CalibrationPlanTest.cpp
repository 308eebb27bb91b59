#include "tests/core/engine/CalibratedProject.h"

using namespace metaspo;

/// What a calibration would ask, and what the plan of a run makes of what it found.
class CalibrationPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherEndpointHasNoResult();
    void theUsualTaskIsTheFirstSource();
    void unknownTasksAreRefused();
    void plansAreForecastFromIt();
    void aRunThatCameLaterTellsMore();
};

void CalibrationPlanTest::anotherEndpointHasNoResult()
{
    ScriptedProject scripted(calibratedScript());
    const auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    QVERIFY(followed(*calibration).result.has_value());
    Connection edited = scriptedConnection(scripted);
    edited.timeoutSeconds = 7; // does not change what is answered
    QVERIFY(waited(scripted.workspace->lastCalibration(edited)));
    edited.model = QStringLiteral("another");
    QVERIFY(!waited(scripted.workspace->lastCalibration(edited)));
}

void CalibrationPlanTest::theUsualTaskIsTheFirstSource()
{
    ScriptedProject scripted(calibratedScript());
    QCOMPARE(calibrationPlan(scripted, {}).task.name, QStringLiteral("alpha"));
    QCOMPARE(calibrationPlan(scripted, QStringLiteral("beta")).task.name, QStringLiteral("beta"));
    const QList<Example> examples = calibrationPlan(scripted, {}).task.examples;
    QCOMPARE(calibrationPlan(scripted, {}).task.examples, examples); // drawn the same
}

void CalibrationPlanTest::unknownTasksAreRefused()
{
    ScriptedProject scripted(calibratedScript());
    const CalibrationRequest wanted{QStringLiteral("scripted"), QStringLiteral("gamma")};
    const auto planned = waited(scripted.project->calibrationPlan(wanted));
    QVERIFY(!planned);
    QCOMPARE(planned.error().kind, ErrorKind::NotFound);
    QVERIFY(sentence(planned.error()).contains(QLatin1String("alpha, beta")));
}

void CalibrationPlanTest::plansAreForecastFromIt()
{
    ServerScript slow = calibratedScript();
    slow.latencyMilliseconds = 20;
    ScriptedProject scripted(slow);
    const RunRequest wanted = ScriptedProject::request();
    const auto before = waited(scripted.project->plan(wanted));
    QVERIFY(before && !before->measured && !before->secondsExpected);
    const auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    const Followed ended = followed(*calibration);
    QVERIFY(ended.result.has_value());
    const auto after = waited(scripted.project->plan(wanted));
    QVERIFY(after.has_value());
    QCOMPARE(after->measured, std::optional(*ended.result));
    QCOMPARE(before->outputTokensExpected - after->outputTokensExpected,
             after->calls.baseExpected * (150 - qRound64(ended.result->outputTokensMean)));
    QVERIFY(*after->costNanoDollarsExpected < *before->costNanoDollarsExpected);
    QCOMPARE(*after->secondsExpected,
             static_cast<qint64>(ended.result->secondsPerCall
                                 * static_cast<double>(after->calls.baseExpected + after->calls.optimizer)));
    // Another number of calls in flight takes another time; answers are as long as before.
    RunRequest narrow = wanted;
    narrow.limits.width = 1;
    const auto narrowed = waited(scripted.project->plan(narrow));
    QVERIFY(narrowed && narrowed->measured && !narrowed->secondsExpected);
    QCOMPARE(narrowed->outputTokensExpected, after->outputTokensExpected);
}

void CalibrationPlanTest::aRunThatCameLaterTellsMore()
{
    ScriptedProject scripted(calibratedScript());
    const auto calibration = scripted.workspace->calibrate(calibrationPlan(scripted));
    QVERIFY(followed(*calibration).result.has_value());
    const qint64 run = scripted.stored(ScriptedProject::request());
    const auto session = waited(scripted.project->openRun(run));
    QVERIFY(session.has_value());
    QCOMPARE(ScriptedProject::ended(*session), RunState::Finished);
    const auto planned = waited(scripted.project->plan(ScriptedProject::request()));
    QVERIFY(planned && !planned->measured && planned->secondsExpected);
}

QTEST_GUILESS_MAIN(CalibrationPlanTest)
#include "CalibrationPlanTest.moc"
