#include "core/analysis/DomainCurve.h"
#include "core/analysis/Intervals.h"
#include "tests/core/analysis/AnswerSamples.h"
#include "tests/core/analysis/Near.h"

#include <QTest>

using namespace metaspo;

namespace {

const Step start{0, Loop::Start, {}, 0};
const Step inner{1, Loop::Inner, {}, 0};
const Step outer{1, Loop::Outer, {}, 0};
const Step initialSystem{};
const Step newSystem{1, Loop::Outer, {}, 2};

Step initialUser(const QString& task)
{
    return Step{0, Loop::Start, task, 0};
}

const QString anatomy = QStringLiteral("anatomy");
const QString dental = QStringLiteral("dental");
const QString pets = QStringLiteral("pets");

CellRecord cell(const QString& task, Split split, int right, int n = 20, const Step& system = initialSystem)
{
    CellRecord record;
    record.run = 1;
    record.cell = Cell{system, initialUser(task), task, split};
    record.domain = task == pets ? QStringLiteral("Review") : QStringLiteral("Medical");
    record.planned = 20;
    record.score = CellScore{n, right, 0, Score{n == 0 ? 0 : roundedDivision(right * Score::one, n)}};
    return record;
}

StageReached stage(const Step& loop, const QStringList& tasks, const Step& incumbent = initialSystem)
{
    StageReached reached{loop, incumbent, {}};
    for (const QString& task : tasks)
        reached.firstPrompts.insert(task, initialUser(task));
    return reached;
}

QStringList shown(const QList<DomainPoint>& points)
{
    QStringList list;
    for (const DomainPoint& point : points)
        list.append(QStringLiteral("%1 %2 %3 %4 n=%5")
                        .arg(text(point.loop), point.domain, name(point.split), QString::number(point.score),
                             QString::number(point.n)));
    return list;
}

} // namespace

class DomainCurveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pointIsTheMeanOverTasks();
    void pointsStandOnlyWhereEveryTaskIsFinished_data();
    void pointsStandOnlyWhereEveryTaskIsFinished();
    void splitsAreNeverMixed();
    void pointsFollowTheIncumbentAndTheFirstPrompts();
    void unknownIntervalsStayUnknown();
    void intervalOfACellIsAskedForOnce();
    void stagesComeFromDecisions();
};

void DomainCurveTest::pointIsTheMeanOverTasks()
{
    const QList<CellRecord> cells{cell(anatomy, Split::Test, 10), cell(dental, Split::Test, 16),
                                  cell(pets, Split::Test, 5)};
    const QList<DomainPoint> points = domainCurve(7, {stage(start, {anatomy, dental, pets})}, cells);
    QCOMPARE(shown(points), (QStringList{QStringLiteral("0/start Medical test 0.65 n=40"),
                                         QStringLiteral("0/start Review test 0.25 n=20")}));
    QCOMPARE(points[0].run, 7);
    const Estimate mean = meanOverTasks({{0.5, wilson95(0.5, 20), 20}, {0.8, wilson95(0.8, 20), 20}});
    QCOMPARE(off({points[0].low95, points[0].high95}, mean.interval.low, mean.interval.high), QString());
}

void DomainCurveTest::pointsStandOnlyWhereEveryTaskIsFinished_data()
{
    QTest::addColumn<CellRecord>("second");
    QTest::addColumn<bool>("stands");
    CellRecord dropped = cell(dental, Split::Test, 16);
    dropped.droppedCandidate = newSystem;
    QTest::newRow("finished") << cell(dental, Split::Test, 16) << true;
    QTest::newRow("one answer missing") << cell(dental, Split::Test, 16, 19) << false;
    QTest::newRow("no answer yet") << cell(dental, Split::Test, 0, 0) << false;
    QTest::newRow("dropped") << dropped << false;
    QTest::newRow("another split") << cell(dental, Split::Validation, 16) << false;
    QTest::newRow("another system prompt") << cell(dental, Split::Test, 16, 20, newSystem) << false;
}

void DomainCurveTest::pointsStandOnlyWhereEveryTaskIsFinished()
{
    QFETCH(CellRecord, second);
    QFETCH(bool, stands);
    const QList<DomainPoint> points =
        domainCurve(1, {stage(start, {anatomy, dental})}, {cell(anatomy, Split::Test, 10), second});
    QCOMPARE(points.size(), stands ? 1 : 0);
}

void DomainCurveTest::splitsAreNeverMixed()
{
    const QList<CellRecord> cells{cell(anatomy, Split::Train, 4),       cell(dental, Split::Train, 8),
                                  cell(anatomy, Split::Validation, 10), cell(dental, Split::Validation, 16),
                                  cell(anatomy, Split::Test, 20),       cell(pets, Split::Train, 2)};
    QCOMPARE(shown(domainCurve(1, {stage(start, {anatomy, dental, pets})}, cells)),
             (QStringList{QStringLiteral("0/start Medical train 0.3 n=40"),
                          QStringLiteral("0/start Medical validation 0.65 n=40"),
                          QStringLiteral("0/start Review train 0.1 n=20")}));
}

void DomainCurveTest::pointsFollowTheIncumbentAndTheFirstPrompts()
{
    const Step newUser{1, Loop::Inner, anatomy, 3};
    CellRecord afterInner = cell(anatomy, Split::Train, 12);
    afterInner.cell.user = newUser;
    CellRecord afterOuter = cell(anatomy, Split::Train, 15, 20, newSystem);
    afterOuter.cell.user = newUser;
    StageReached innerStage{inner, initialSystem, {{anatomy, newUser}}};
    StageReached outerStage{outer, newSystem, {{anatomy, newUser}}};
    const QList<DomainPoint> points = domainCurve(1, {stage(start, {anatomy}), innerStage, outerStage},
                                                  {afterOuter, cell(anatomy, Split::Train, 8), afterInner});
    QCOMPARE(shown(points), (QStringList{QStringLiteral("0/start Medical train 0.4 n=20"),
                                         QStringLiteral("1/inner Medical train 0.6 n=20"),
                                         QStringLiteral("1/outer Medical train 0.75 n=20")}));
}

void DomainCurveTest::unknownIntervalsStayUnknown()
{
    CellRecord labels = cell(anatomy, Split::Test, 10);
    labels.metric = metricOfKind(MetricKind::MacroF1);
    const QList<DomainPoint> points =
        domainCurve(1, {stage(start, {anatomy, dental})}, {labels, cell(dental, Split::Test, 16)});
    QCOMPARE(points.size(), 1);
    QCOMPARE(off(points[0].score, 0.65), QString());
    QVERIFY(qIsNaN(points[0].low95) && qIsNaN(points[0].high95));
}

void DomainCurveTest::intervalOfACellIsAskedForOnce()
{
    int asked = 0;
    const QList<DomainPoint> points =
        domainCurve(1, {stage(start, {anatomy}), stage(inner, {anatomy}), stage(outer, {anatomy})},
                    {cell(anatomy, Split::Test, 10)}, [&](const CellRecord&) {
                        ++asked;
                        return Interval{0.25, 0.875};
                    });
    QCOMPARE(points.size(), 3);
    for (const DomainPoint& point : points)
        QCOMPARE(off({point.low95, point.high95}, 0.25, 0.875), QString());
    QCOMPARE(asked, 1);
}

void DomainCurveTest::stagesComeFromDecisions()
{
    const StageReached first = stage(start, {anatomy});
    const StageReached second = stage(outer, {anatomy}, newSystem);
    const QList<Fact> decisions{first, IncumbentChosen{outer, initialSystem, newSystem, {}, {}, {}}, second,
                                RunEnded{}};
    QCOMPARE(stagesOf(decisions), (QList<StageReached>{first, second}));
    QVERIFY(stagesOf({}).isEmpty());
    QVERIFY(domainCurve(1, {}, {cell(anatomy, Split::Test, 10)}).isEmpty());
}

QTEST_GUILESS_MAIN(DomainCurveTest)
#include "DomainCurveTest.moc"
