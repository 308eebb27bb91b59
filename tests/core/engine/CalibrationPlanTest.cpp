#include "tests/core/engine/CalibratedProject.h"

using namespace metaspo;

/// What a calibration would ask, and of which endpoint it tells.
class CalibrationPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherEndpointHasNoResult();
    void theUsualTaskIsTheFirstSource();
    void unknownTasksAreRefused();
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

QTEST_GUILESS_MAIN(CalibrationPlanTest)
#include "CalibrationPlanTest.moc"
