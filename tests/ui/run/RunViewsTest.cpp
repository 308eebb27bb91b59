#include "tests/ui/WorkbenchFixture.h"

#include "core/engine/Breakpoint.h"
#include "ui/charts/AccuracyChart.h"
#include "ui/run/BreakpointModel.h"
#include "ui/run/CallText.h"
#include "ui/run/CandidateView.h"
#include "ui/run/DiffPane.h"
#include "ui/run/PromptEditor.h"
#include "ui/run/ScoreModel.h"
#include "ui/run/Timeline.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGraphicsTextItem>
#include <QGraphicsView>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTextBlock>
#include <QToolButton>

using namespace metaspo;

namespace {

const QString hostile =
    QStringLiteral("<b>bold</b><img src=\"file:///etc/passwd\">\u202Ereversed\x1b[31m\nsecond line");

RunTree treeWith(const QString& before, const QString& after)
{
    RunTree tree;
    Candidate given;
    given.state = CandidateState::Initial;
    given.text = before;
    tree.apply(CandidateProposed{given});
    Candidate proposed;
    proposed.step = Step{1, Loop::Outer, {}, 1};
    proposed.parents = {Step{}};
    proposed.origin = Origin::Failures;
    proposed.text = after;
    tree.apply(CandidateProposed{proposed});
    return tree;
}

DomainPoint point(const char* loop, const char* domain, Split split, double score)
{
    DomainPoint made;
    made.loop = *parseStep(QString::fromLatin1(loop));
    made.domain = QString::fromLatin1(domain);
    made.split = split;
    made.n = 16;
    made.score = score;
    made.low95 = score - 0.1;
    made.high95 = score + 0.1;
    return made;
}

QList<DomainPoint> somePoints()
{
    return {point("0/start", "Review", Split::Validation, 0.5),    point("0/start", "Review", Split::Test, 0.45),
            point("0/start", "Reasoning", Split::Validation, 0.4), point("1/inner", "Review", Split::Validation, 0.55),
            point("1/outer", "Review", Split::Validation, 0.6),    point("1/outer", "Review", Split::Test, 0.5),
            point("1/outer", "Reasoning", Split::Validation, 0.5)};
}

} // namespace

/// The parts of the run page on plain values.
class RunViewsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileTextIsShownAsText();
    void differencesAreMarkedOnTheirSide();
    void copyGivesTheTextItself();
    void headingsOfACallCannotBeImitated();
    void promptsWrittenByHandAreChecked_data();
    void promptsWrittenByHandAreChecked();
    void splitsAreNeverOnOneLine();
    void curvesStandOnTheExpectedStages();
    void chartIsATableToo();
    void legendShowsDomainsAsText();
    void scoresComeFromFactsBeforeTheFile();
    void macroF1HasItsInterval();
    void timelineIsWalkedByKeys();
    void breakpointsAreRows();
};

void RunViewsTest::hostileTextIsShownAsText()
{
    CandidateView view;
    view.setTree(treeWith(QStringLiteral("plain"), hostile));
    view.show(Step{1, Loop::Outer, {}, 1});
    auto* pane = view.findChild<DiffPane*>(QStringLiteral("candidateText"));
    const QString shown = pane->toPlainText();
    QVERIFY2(shown.contains(QStringLiteral("<b>bold</b><img src=")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("\\u202e")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("\\x1b")), qPrintable(shown));
    QVERIFY(!shown.contains(QChar(0x202E)));
    QCOMPARE(pane->document()->blockCount(), 2);
    for (QLabel* label : view.findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void RunViewsTest::differencesAreMarkedOnTheirSide()
{
    CandidateView view;
    view.setTree(
        treeWith(QStringLiteral("You are a helpful assistant."), QStringLiteral("You are a careful assistant.")));
    view.show(Step{1, Loop::Outer, {}, 1});
    const auto marked = [&view](const char* pane) {
        QStringList parts;
        const QTextDocument* document = view.findChild<DiffPane*>(QLatin1String(pane))->document();
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
            for (auto part = block.begin(); !part.atEnd(); ++part)
                if (part.fragment().charFormat().background().style() != Qt::NoBrush)
                    parts += part.fragment().text().trimmed();
        return parts;
    };
    QCOMPARE(marked("rivalText"), QStringList{QStringLiteral("helpful")});
    QCOMPARE(marked("candidateText"), QStringList{QStringLiteral("careful")});
    QCOMPARE(view.findChild<QLabel*>(QStringLiteral("differenceSummary"))->text(), QStringLiteral("+1 −1 words"));
}

void RunViewsTest::copyGivesTheTextItself()
{
    CandidateView view;
    view.setTree(treeWith(QStringLiteral("plain"), hostile));
    view.show(Step{1, Loop::Outer, {}, 1});
    view.findChild<QToolButton*>(QStringLiteral("copyCandidateText"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), hostile);
}

void RunViewsTest::headingsOfACallCannotBeImitated()
{
    CallText view;
    view.show({{QStringLiteral("Response"), QStringLiteral("A\n\nUser message\nforged")},
               {QStringLiteral("User message"), QStringLiteral("real")}});
    QStringList bold;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (part.fragment().charFormat().fontWeight() == QFont::Bold)
                bold += part.fragment().text();
    QCOMPARE(bold, QStringList({QStringLiteral("Response"), QStringLiteral("User message")}));
    QVERIFY(view.toPlainText().contains(QStringLiteral("forged")));
}

void RunViewsTest::promptsWrittenByHandAreChecked_data()
{
    QTest::addColumn<PromptKind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFine");
    const QString question = QStringLiteral("Read: {question}");
    QTest::newRow("system") << PromptKind::System << QStringLiteral("Think first.") << true;
    QTest::newRow("system with a question") << PromptKind::System << question << false;
    QTest::newRow("user") << PromptKind::User << question << true;
    QTest::newRow("user without a question") << PromptKind::User << QStringLiteral("Read.") << false;
    QTest::newRow("user with two") << PromptKind::User << question + question << false;
    QTest::newRow("empty") << PromptKind::System << QStringLiteral("  ") << false;
    QTest::newRow("unchanged") << PromptKind::System << QStringLiteral("as it was") << false;
}

void RunViewsTest::promptsWrittenByHandAreChecked()
{
    QFETCH(PromptKind, kind);
    QFETCH(QString, text);
    QFETCH(bool, isFine);
    QCOMPARE(promptProblem(kind, text, QStringLiteral("as it was")).isEmpty(), isFine);
}

void RunViewsTest::splitsAreNeverOnOneLine()
{
    const AccuracyCurves curves = AccuracyCurves::of(somePoints());
    QCOMPARE(curves.curves.size(), 3);
    for (const AccuracyCurve& curve : curves.curves)
        for (const DomainPoint& drawn : curve.points) {
            QCOMPARE(drawn.split, curve.split);
            QCOMPARE(drawn.domain, curve.domain);
        }
    QVERIFY(curves.description().contains(QStringLiteral("Review, test: from 45.0 % to 50.0 %")));
}

void RunViewsTest::curvesStandOnTheExpectedStages()
{
    const QList<Step> expected{Step{}, {1, Loop::Inner, {}, 0}, {1, Loop::Outer, {}, 0}, {2, Loop::Inner, {}, 0}};
    const AccuracyCurves curves = AccuracyCurves::of(somePoints(), expected);
    QCOMPARE(curves.stages, expected);
    const AccuracyAxis axis(AccuracyOver::Iterations, curves.stages, {});
    for (const AccuracyCurve& curve : curves.curves)
        for (const DomainPoint& drawn : curve.points)
            QCOMPARE(expected.at(static_cast<qsizetype>(axis.place(drawn.loop).value_or(-1))), drawn.loop);
}

void RunViewsTest::chartIsATableToo()
{
    AccuracyChart chart;
    chart.resize(700, 400);
    chart.show(AccuracyCurves::of(somePoints()));
    chart.show();
    chart.findChild<QToolButton*>(QStringLiteral("accuracyAsTable"))->click();
    auto* table = chart.findChild<QTableView*>(QStringLiteral("accuracyTable"));
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), somePoints().size());
    QSignalSpy chosen(&chart, &AccuracyChart::stageChosen);
    Q_EMIT table->activated(table->model()->index(6, 0));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<Step>(), (Step{1, Loop::Outer, {}, 0}));
}

// Legends take rich text, and domains come from files of others.
void RunViewsTest::legendShowsDomainsAsText()
{
    DomainPoint hostilePoint = point("0/start", "Review", Split::Validation, 0.5);
    hostilePoint.domain = QStringLiteral("<img src=x> & <b>B</b>");
    AccuracyChart chart;
    chart.resize(900, 400);
    chart.show(AccuracyCurves::of({hostilePoint}));
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QStringList shown;
    for (const QGraphicsItem* item : chart.findChild<QGraphicsView*>(QStringLiteral("accuracyChartView"))->items())
        if (const auto* words = qgraphicsitem_cast<const QGraphicsTextItem*>(item))
            shown += words->toPlainText();
    QVERIFY2(shown.contains(hostilePoint.domain), qPrintable(shown.join(QLatin1Char('\n'))));
}

void RunViewsTest::scoresComeFromFactsBeforeTheFile()
{
    RunTree tree = treeWith(QStringLiteral("a"), QStringLiteral("b"));
    const Step candidate{1, Loop::Outer, {}, 1};
    const Cell live{candidate, Step{0, Loop::Start, QStringLiteral("alpha"), 0}, QStringLiteral("alpha"),
                    Split::Validation};
    tree.apply(CellFinished{live, {16, 12, 1, {Score::one * 3 / 4}}});
    CellRecord begun;
    begun.cell = live;
    begun.cell.task = QStringLiteral("beta");
    begun.score.n = 3;
    begun.planned = 16;
    ScoreModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(tree, {begun}, candidate);
    QCOMPARE(model.rowCount(), 2);
    const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, ScoreModel::TaskColumn), QStringLiteral("alpha"));
    QCOMPARE(cell(0, ScoreModel::ScoreColumn), QStringLiteral("75.0 %"));
    QVERIFY(cell(0, ScoreModel::IntervalColumn).contains(QStringLiteral("to")));
    QCOMPARE(cell(1, ScoreModel::CountColumn), QStringLiteral("3 of 16"));
    QCOMPARE(cell(1, ScoreModel::ScoreColumn), QStringLiteral("…"));
}

void RunViewsTest::macroF1HasItsInterval()
{
    RunTree tree = treeWith(QStringLiteral("a"), QStringLiteral("b"));
    const Step candidate{1, Loop::Outer, {}, 1};
    CellRecord known;
    known.cell = {candidate, Step{0, Loop::Start, QStringLiteral("alpha"), 0}, QStringLiteral("alpha"), Split::Train};
    known.metric.kind = MetricKind::MacroF1;
    known.score = {16, 12, 1, {Score::one / 2}};
    known.planned = 16;
    known.low95 = 0.25;
    known.high95 = 0.65;
    CellRecord open = known; // all is answered, but there is no score yet
    open.cell.task = QStringLiteral("beta");
    open.isScored = false;
    Cell live = known.cell; // told by the method, not in the file: the interval of accuracy is not its own
    live.split = Split::Validation;
    tree.apply(CellFinished{live, {16, 12, 1, {Score::one / 2}}});
    ScoreModel model;
    model.show(tree, {known, open}, candidate);
    QCOMPARE(model.rowCount(), 3);
    const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QVERIFY2(cell(0, ScoreModel::IntervalColumn).contains(QStringLiteral("25")),
             qPrintable(cell(0, ScoreModel::IntervalColumn)));
    QVERIFY(cell(0, ScoreModel::IntervalColumn).contains(QStringLiteral("65")));
    QCOMPARE(cell(1, ScoreModel::ScoreColumn), QStringLiteral("50.0 %"));
    QCOMPARE(cell(1, ScoreModel::IntervalColumn), QStringLiteral("–"));
    QCOMPARE(cell(2, ScoreModel::ScoreColumn), QStringLiteral("…"));
}

void RunViewsTest::timelineIsWalkedByKeys()
{
    RunSettings settings;
    settings.iterations = 2;
    Timeline timeline;
    timeline.resize(800, 60);
    timeline.show(settings, treeWith(QStringLiteral("a"), QStringLiteral("b")));
    QSignalSpy chosen(&timeline, &Timeline::loopChosen);
    QTest::keyClick(&timeline, Qt::Key_Right);
    QTest::keyClick(&timeline, Qt::Key_Right);
    QTest::keyClick(&timeline, Qt::Key_End);
    QTest::keyClick(&timeline, Qt::Key_Right); // there is nothing beyond
    QCOMPARE(chosen.count(), 3);
    QCOMPARE(chosen.at(1).first().value<Step>(), (Step{1, Loop::Outer, {}, 0}));
    QCOMPARE(chosen.at(2).first().value<Step>(), (Step{2, Loop::Outer, {}, 0}));
    QVERIFY(timeline.accessibleDescription().contains(QStringLiteral("1 of 9 candidates")));
}

void RunViewsTest::breakpointsAreRows()
{
    BreakpointModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy edited(&model, &BreakpointModel::edited);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.show(
        {*parseBreakpoint(QStringLiteral("better>=2")), *parseBreakpoint(QStringLiteral("off once hits=3 inner"))});
    QCOMPARE(edited.count(), 0);
    const auto at = [&](int row, int column) { return model.index(row, column); };
    QCOMPARE(at(1, BreakpointModel::EventColumn).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QCOMPARE(at(1, BreakpointModel::OnceColumn).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QCOMPARE(at(1, BreakpointModel::HitsColumn).data().toString(), QStringLiteral("3"));
    QCOMPARE(at(0, BreakpointModel::AmountColumn).data().toString(), QStringLiteral("2 points"));
    QVERIFY(!(at(1, BreakpointModel::AmountColumn).flags() & Qt::ItemIsEditable)); // it has none
    QVERIFY(model.setData(at(0, BreakpointModel::AmountColumn), 3.5, Qt::EditRole));
    QVERIFY(model.setData(at(1, BreakpointModel::EventColumn), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(at(1, BreakpointModel::OnceColumn), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(edited.count(), 3);
    QCOMPARE(texts(model.breakpoints()), (QStringList{QStringLiteral("better>=3.5"), QStringLiteral("hits=3 inner")}));
    // Hits that arrive while somebody looks change in place.
    resets.clear();
    model.show(
        {*parseBreakpoint(QStringLiteral("hits=1 better>=3.5")), *parseBreakpoint(QStringLiteral("hits=4 inner"))});
    QCOMPARE(resets.count(), 0);
    QCOMPARE(edited.count(), 3);
    model.remove(0);
    QCOMPARE(texts(model.breakpoints()), QStringList{QStringLiteral("hits=4 inner")});
    model.setEditable(false);
    QVERIFY(!model.setData(at(0, BreakpointModel::OnceColumn), Qt::Checked, Qt::CheckStateRole));
}

METASPO_UI_TEST(RunViewsTest)
#include "RunViewsTest.moc"
