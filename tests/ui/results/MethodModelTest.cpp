#include "tests/ui/WorkbenchFixture.h"

#include "ui/kit/RowDelegate.h"
#include "ui/results/MethodHeaders.h"
#include "ui/results/MethodModel.h"
#include "ui/results/MissingScores.h"

#include <QAbstractItemModelTester>
#include <QTableView>
#include <functional>

using namespace metaspo;

namespace {

const QString own = QStringLiteral("own: {question}");

TaskSummary task(const char* name, const char* domain)
{
    TaskSummary summary;
    summary.task.name = QString::fromLatin1(name);
    summary.task.domain = QString::fromLatin1(domain);
    summary.task.userPrompt = own;
    return summary;
}

MethodPrompts prompts(qint64 run, PromptOrigin origin, const char* system, const char* model = "model")
{
    MethodPrompts made;
    made.run = run;
    made.origin = origin;
    made.number = 1;
    made.baseModel = QString::fromLatin1(model);
    made.baseConnectionId = QStringLiteral("id of ") + made.baseModel;
    made.systemPrompt = QString::fromLatin1(system);
    made.settings.test = 40;
    return made;
}

MethodScore score(const char* system, const char* taskName, double value)
{
    MethodScore made;
    made.run = 1;
    made.baseModel = QStringLiteral("model");
    made.systemPrompt = QString::fromLatin1(system);
    made.userPrompts = {own};
    made.task = QString::fromLatin1(taskName);
    made.domain = QStringLiteral("Letters");
    made.score = {value, {value - 0.1, value + 0.1}, 40};
    made.unreadable = 0.05;
    made.examples = "all";
    return made;
}

MethodTable sample()
{
    return methodTable({prompts(1, PromptOrigin::Initial, "S"), prompts(1, PromptOrigin::Final, "T"),
                        prompts(2, PromptOrigin::Final, "U", "other model")},
                       {score("S", "alpha", 0.5), score("T", "alpha", 0.6), score("T", "gamma", 0.4)},
                       {task("alpha", "Letters"), task("beta", "Letters"), task("gamma", "Signs")});
}

// As a run of the method evaluate is read: one score for a system prompt with all user prompts of a task.
QList<MethodScore> scoredBy(const RunRequest& request)
{
    QList<MethodScore> scores;
    for (const QString& system : request.evaluatePrompts)
        for (const QString& name : request.settings.sources) {
            MethodScore made = score("", "", 0.5);
            made.systemPrompt = system;
            made.task = name;
            made.userPrompts = request.evaluateUserPrompts.value(name, {own});
            made.userPrompts.sort();
            scores.append(made);
        }
    return scores;
}

} // namespace

/// The table's model, what is missing in it, and its headings.
class MethodModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelIsSound();
    void rowsWithoutBaselinesStandAlone();
    void hostileNamesAreOneLine();
    void missingOnesBecomeRunsByModel();
    void whatIsRunFillsTheTable_data();
    void whatIsRunFillsTheTable();
    void whatWasAskedOtherwiseIsAnotherRun_data();
    void whatWasAskedOtherwiseIsAnotherRun();
    void tasksThatAreGoneCannotBeScored();
    void headingsHaveRoomAndDirection();
};

void MethodModelTest::modelIsSound()
{
    MethodModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(sample());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), 4);
    model.show(MethodTable());
    QCOMPARE(model.rowCount(), 0);
    model.show(sample().scoredOnly());
    QCOMPARE(model.columnCount(), 3);
}

void MethodModelTest::rowsWithoutBaselinesStandAlone()
{
    MethodTable table = sample();
    MethodModel model;
    model.show(table);
    QCOMPARE(model.rowCount(), 3);
    table.columns.first().baseline.label = QStringLiteral("B");
    table.columns.first().baseline.majority = 0.4;
    table.columns.first().baseline.chance = 0.25;
    model.show(table);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(3, 0).data().toString(), QStringLiteral("40.0 %"));
    QCOMPARE(model.index(3, 0).data(SecondLineRole).toString(), QStringLiteral("always “B”"));
    QCOMPARE(model.index(4, 0).data().toString(), QStringLiteral("25.0 %"));
    QCOMPARE(model.index(4, 1).data().toString(), QStringLiteral("–"));
    QVERIFY(!model.index(4, 1).data(MethodModel::MissingRole).toBool()); // nothing that could be run
}

void MethodModelTest::hostileNamesAreOneLine()
{
    const QString hostile = QStringLiteral("<b>x</b>\u202Ey\nz");
    MethodTable table = sample();
    table.columns.first().domain = hostile;
    table.rows.first().prompts.baseModel = hostile;
    table.rows.first().prompts.systemPrompt = hostile;
    MethodModel model;
    model.show(table);
    for (const QString& text : {model.headerData(0, Qt::Horizontal, MethodModel::GroupRole).toString(),
                                model.headerData(0, Qt::Vertical, SecondLineRole).toString()})
        QCOMPARE(text, QStringLiteral("<b>x</b>\\u202ey\\nz"));
    const QString toolTip = model.headerData(0, Qt::Vertical, Qt::ToolTipRole).toString();
    QVERIFY2(toolTip.contains(QStringLiteral("&lt;b&gt;x")), qPrintable(toolTip));
}

void MethodModelTest::missingOnesBecomeRunsByModel()
{
    const MethodTable table = sample();
    const QList<MissingScore> missing = missingScores(table, {0, 1, 2});
    QCOMPARE(missing.size(), 2 + 1 + 3);
    const QList<MissingRun> runs = missingRuns(table, missing);
    QCOMPARE(runs.size(), 2);
    const MissingRun& first = runs.first();
    QCOMPARE(first.baseModel, QStringLiteral("model"));
    QCOMPARE(first.scores, 3);
    QCOMPARE(first.request.settings.method, Method::Evaluate);
    QCOMPARE(first.request.settings.sources, (QStringList{QStringLiteral("beta"), QStringLiteral("gamma")}));
    QCOMPARE(first.request.settings.test, 40); // the same examples as the scores that are there
    QCOMPARE(first.request.evaluatePrompts, (QStringList{QStringLiteral("S"), QStringLiteral("T")}));
    QVERIFY(first.request.evaluateUserPrompts.isEmpty());
    QCOMPARE(first.request.evaluateSplit, Split::Test);
    QCOMPARE(first.request.baseConnection, QStringLiteral("id of model"));
    QCOMPARE(runs.last().request.baseConnection, QStringLiteral("id of other model"));
    QCOMPARE(runs.last().request.settings.sources.size(), 3);
    QVERIFY(missingRuns(table, {}).isEmpty());
}

// What a run scores is looked up by exactly the prompts of the row.
void MethodModelTest::whatIsRunFillsTheTable_data()
{
    const QString found = QStringLiteral("found: {question}");
    QTest::addColumn<QStringList>("first");
    QTest::addColumn<QStringList>("second");
    QTest::addColumn<int>("runs");
    QTest::newRow("own") << QStringList{own} << QStringList{own} << 1;
    QTest::newRow("the second has another") << QStringList{own} << QStringList{found} << 2;
    QTest::newRow("the first has another") << QStringList{found} << QStringList{own} << 2;
    QTest::newRow("both the same other") << QStringList{found} << QStringList{found} << 1;
    QTest::newRow("several") << QStringList{found, own} << QStringList{own} << 2;
}

void MethodModelTest::whatIsRunFillsTheTable()
{
    QFETCH(QStringList, first);
    QFETCH(QStringList, second);
    QFETCH(int, runs);
    QList<MethodPrompts> methods{prompts(1, PromptOrigin::Initial, "S"), prompts(1, PromptOrigin::Final, "T")};
    methods[0].userPrompts.insert(QStringLiteral("beta"), first);
    methods[1].userPrompts.insert(QStringLiteral("beta"), second);
    const QList<TaskSummary> tasks{task("alpha", "Letters"), task("beta", "Letters")};
    const MethodTable before = methodTable(methods, {}, tasks);
    const QList<MissingRun> made = missingRuns(before, missingScores(before, {0, 1}));
    QCOMPARE(made.size(), runs);
    QList<MethodScore> scores;
    for (const MissingRun& run : made)
        scores += scoredBy(run.request);
    const MethodTable after = methodTable(methods, scores, tasks);
    QVERIFY(missingScores(after, {0, 1}).isEmpty());
}

void MethodModelTest::whatWasAskedOtherwiseIsAnotherRun_data()
{
    using Change = std::function<void(MethodPrompts&)>;
    QTest::addColumn<Change>("change");
    QTest::newRow("connection") << Change([](MethodPrompts& p) { p.baseConnectionId = QStringLiteral("other"); });
    QTest::newRow("temperature") << Change([](MethodPrompts& p) { p.settings.baseTemperature = 0.7; });
    QTest::newRow("length") << Change([](MethodPrompts& p) { p.settings.baseOutputTokens = 77; });
    QTest::newRow("seed") << Change([](MethodPrompts& p) { p.settings.seed = 9; });
}

void MethodModelTest::whatWasAskedOtherwiseIsAnotherRun()
{
    QFETCH(std::function<void(MethodPrompts&)>, change);
    MethodTable table = sample();
    QCOMPARE(missingRuns(table, missingScores(table, {0, 1})).size(), 1);
    change(table.rows[1].prompts);
    QCOMPARE(missingRuns(table, missingScores(table, {0, 1})).size(), 2);
}

void MethodModelTest::tasksThatAreGoneCannotBeScored()
{
    MethodTable table = sample();
    table.columns[1].userPrompt.reset();
    MethodModel model;
    model.show(table);
    QVERIFY(!model.index(0, 1).data(MethodModel::MissingRole).toBool());
    QCOMPARE(missingScores(table, {0}).size(), 1);
}

void MethodModelTest::headingsHaveRoomAndDirection()
{
    WorkbenchFixture workbench;
    MethodModel model;
    model.show(sample());
    QTableView table;
    auto* header = new TaskHeader(&table);
    table.setHorizontalHeader(header);
    table.setVerticalHeader(new MethodHeader(&table));
    table.setModel(&model);
    table.resize(500, 260);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    QVERIFY(header->height() >= 3 * table.fontMetrics().height());
    QVERIFY(table.verticalHeader()->width() >
            table.fontMetrics().horizontalAdvance(QStringLiteral("Run 1 · initial prompts")));
    const QImage leftToRight = header->grab().toImage();
    header->setLayoutDirection(Qt::RightToLeft);
    const QImage rightToLeft = header->grab().toImage();
    QVERIFY(leftToRight != rightToLeft);
}

METASPO_UI_TEST(MethodModelTest)
#include "MethodModelTest.moc"
