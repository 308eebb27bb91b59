#include "tests/ui/compare/CompareFixture.h"

#include "ui/compare/OutcomeModel.h"
#include "ui/kit/TableModel.h"

#include <QClipboard>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>

using namespace metaspo;

/// The outcomes of the same examples on the compare page, and what they add up to.
class CompareOutcomesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsTheCommandLine_data();
    void equalsTheCommandLine();
    void filtersShowTheirRows_data();
    void filtersShowTheirRows();
    void whoseWinsCanBeChosen();
    void unequalExamplesAreNotCompared();
    void splitsAreNeverMixed();
    void splitIsChosenWhereThereIsSomething();
    void bothConversationsAreShown();
    void taskLeadsToItsExamples();
    void newAnswersKeepThePlace();
    void tablesAreCopied();
};

void CompareOutcomesTest::equalsTheCommandLine_data()
{
    QTest::addColumn<int>("prompts");
    for (const int prompts : {2, 3, 5})
        QTest::addRow("%d prompts", prompts) << prompts;
}

// Row by row the values of core/analysis, computed as the command `compare` does it.
void CompareOutcomesTest::equalsTheCommandLine()
{
    QFETCH(int, prompts);
    CompareFixture workbench;
    QVERIFY(workbench.open());
    const QList<CandidateId> ids = CompareFixture::systemPrompts().first(prompts);
    QVERIFY(workbench.compare(ids));
    QList<Row> tasks;
    QList<Row> domains;
    for (int prompt = 1; prompt < prompts; ++prompt) {
        const auto pairs = waited(workbench.project().queries().pairs(ids.first(), ids.at(prompt), Split::Test));
        COMPARE_OK(pairs);
        QList<TaskComparison> compared;
        for (const TaskPair& pair : *pairs)
            compared.append(compareTask(pair));
        PairedCounts sum;
        for (const TaskComparison& task : compared) {
            sum.fixed += task.counts.fixed;
            sum.broken += task.counts.broken;
        }
        const QString letter(QChar(u'A' + prompt));
        const QString standing = workbench.page().findChild<QLabel*>(QStringLiteral("promptStanding") + letter)->text();
        QVERIFY2(standing.startsWith(QStringLiteral("▲ %1  ▼ %2 ").arg(sum.fixed).arg(sum.broken)),
                 qPrintable(standing));
        tasks += comparisonTable(compared).rows;
        domains += groupTable(compareGroups(compared)).rows;
    }
    const auto values = [&](const char* table) {
        QStringList lines;
        for (const Row& row : static_cast<TableModel*>(workbench.find<QTableView>(table)->model())->table().rows) {
            QStringList line;
            for (const Value& value : row.sliced(2)) // baseline and prompt stand in front
                line.append(exactText(value));
            lines.append(line.join(QLatin1Char('|')));
        }
        return lines;
    };
    const auto expected = [](const QList<Row>& rows) {
        QStringList lines;
        for (const Row& row : rows) {
            QStringList line;
            for (const Value& value : row)
                line.append(exactText(value));
            lines.append(line.join(QLatin1Char('|')));
        }
        return lines;
    };
    QVERIFY(tasks.size() >= prompts - 1);
    QCOMPARE(values("taskTable"), expected(tasks));
    QCOMPARE(values("domainTable"), expected(domains));
    workbench.find<QTabWidget>("compareResults")->setCurrentIndex(1);
    workbench.picture(QStringLiteral("compare-%1-domains").arg(prompts));
    workbench.find<QTabWidget>("compareResults")->setCurrentIndex(2);
    workbench.picture(QStringLiteral("compare-%1-tasks").arg(prompts));
    workbench.find<QTabWidget>("compareResults")->setCurrentIndex(0);
    workbench.column(OutcomeModel::QuestionColumn);
    workbench.picture(QStringLiteral("compare-%1").arg(prompts));
}

void CompareOutcomesTest::filtersShowTheirRows_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<Standing>("standing");
    QTest::newRow("wins") << QStringLiteral("showWins") << Standing::Win;
    QTest::newRow("losses") << QStringLiteral("showLosses") << Standing::Loss;
    QTest::newRow("ties") << QStringLiteral("showTies") << Standing::Tie;
}

void CompareOutcomesTest::filtersShowTheirRows()
{
    QFETCH(QString, button);
    QFETCH(Standing, standing);
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    const int all = workbench.outcomes().rowCount();
    const auto pairs = waited(workbench.project().queries().pairs(
        CompareFixture::id("0/start"), CompareFixture::id("1/outer/1"), Split::Test));
    COMPARE_OK(pairs);
    qint64 expected = 0;
    qint64 questions = 0;
    for (const TaskPair& pair : *pairs) {
        const PairedCounts counts = compareTask(pair).counts;
        questions += counts.n();
        expected += standing == Standing::Win    ? counts.fixed
                    : standing == Standing::Loss ? counts.broken
                                                 : counts.bothRight + counts.bothWrong;
    }
    QCOMPARE(all, questions);
    QVERIFY(expected > 0 && expected < questions);
    workbench.press(qPrintable(button));
    QTRY_COMPARE(workbench.outcomes().rowCount(), expected);
    QVERIFY(workbench.shown(qPrintable(button)).endsWith(QString::number(expected)));
    const QSet<QString> words = [&] {
        const QStringList shown = workbench.column(OutcomeModel::standingColumn(1));
        return QSet<QString>(shown.begin(), shown.end());
    }();
    QCOMPARE(words.size(), 1);
    workbench.press("showDifferentOutcomes");
    QTRY_VERIFY(workbench.outcomes().rowCount() != expected);
    for (const QString& word : workbench.column(OutcomeModel::standingColumn(1)))
        QVERIFY2(!word.contains(QLatin1String("tie")), qPrintable(word)); // none is unreadable under one alone
    workbench.press("showAllOutcomes");
    QTRY_COMPARE(workbench.outcomes().rowCount(), all);
}

void CompareOutcomesTest::whoseWinsCanBeChosen()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    QVERIFY(!workbench.find<QComboBox>("outcomePrompt")->isVisible()); // there is but one
    QVERIFY(workbench.compare(CompareFixture::systemPrompts()));
    auto* whose = workbench.find<QComboBox>("outcomePrompt");
    QVERIFY(whose->isVisible());
    QCOMPARE(whose->count(), 5);
    workbench.press("showWins");
    QTRY_VERIFY(workbench.outcomes().rowCount() < 24);
    const int ofAny = workbench.outcomes().rowCount();
    whose->setCurrentIndex(3); // D, which is never better
    QTRY_COMPARE(workbench.outcomes().rowCount(), 0);
    QVERIFY(workbench.find<QLabel>("outcomesNothing")->isVisible());
    whose->setCurrentIndex(1);
    QTRY_VERIFY(workbench.outcomes().rowCount() > 0);
    QVERIFY(workbench.outcomes().rowCount() < ofAny);
    for (const QString& word : workbench.column(OutcomeModel::standingColumn(1)))
        QCOMPARE(word, QStringLiteral("▲ win"));
}

void CompareOutcomesTest::unequalExamplesAreNotCompared()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare(
        {CompareFixture::id("0/start"), CompareFixture::id("1/outer/2"), CompareFixture::id("1/outer/3")}));
    QCOMPARE(workbench.outcomes().rowCount(), 24);
    const QStringList ofB = workbench.column(OutcomeModel::standingColumn(1));
    const QStringList ofC = workbench.column(OutcomeModel::standingColumn(2));
    QCOMPARE(ofB.count(QStringLiteral("– not compared")), 2); // of beta
    QCOMPARE(ofC.count(QStringLiteral("– not compared")), 6); // of alpha
    QCOMPARE(workbench.column(OutcomeModel::answerColumn(1)).count(QStringLiteral("not answered")), 2);
    QCOMPARE(workbench.column(OutcomeModel::answerColumn(0)).count(QStringLiteral("not answered")), 0);
}

void CompareOutcomesTest::splitsAreNeverMixed()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    auto* split = workbench.find<QComboBox>("compareSplit");
    QCOMPARE(split->currentData().toInt(), static_cast<int>(Split::Test));
    for (const auto& [chosen, first, last] : {std::tuple(Split::Validation, 12, 23), std::tuple(Split::Test, 24, 35)}) {
        split->setCurrentIndex(split->findData(static_cast<int>(chosen)));
        Q_EMIT split->activated(split->currentIndex());
        QVERIFY(workbench.hasAnswers());
        for (const QString& example : workbench.column(OutcomeModel::ExampleColumn))
            QVERIFY2(example.toInt() >= first && example.toInt() <= last, qPrintable(example));
    }
    split->setCurrentIndex(split->findData(static_cast<int>(Split::Train)));
    Q_EMIT split->activated(split->currentIndex());
    QVERIFY(workbench.hasAnswers());
    QCOMPARE(workbench.outcomes().rowCount(), 0);
    QVERIFY(workbench.find<QLabel>("outcomesNothing")->isVisible());
    QCOMPARE(split->currentData().toInt(), static_cast<int>(Split::Train)); // what was chosen stays
    workbench.picture(QStringLiteral("compare-nothing"));
}

void CompareOutcomesTest::splitIsChosenWhereThereIsSomething()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start/alpha"), CompareFixture::id("1/inner/alpha/1")}));
    QCOMPARE(workbench.find<QComboBox>("compareSplit")->currentData().toInt(), static_cast<int>(Split::Validation));
    QCOMPARE(workbench.outcomes().rowCount(), 24); // beside each of two system prompts
    QVERIFY(workbench.find<QLabel>("compareKind")->text().contains(QLatin1String("alpha")));
    const QStringList partners = workbench.column(OutcomeModel::PartnerColumn);
    QCOMPARE(QSet<QString>(partners.begin(), partners.end()).size(), 2);
    workbench.picture(QStringLiteral("compare-user-prompts"));
}

void CompareOutcomesTest::bothConversationsAreShown()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare(
        {CompareFixture::id("0/start"), CompareFixture::id("1/outer/1"), CompareFixture::id("1/outer/2")}));
    auto* table = workbench.find<QTableView>("outcomeTable");
    const QStringList questions = workbench.column(OutcomeModel::QuestionColumn);
    const auto conversation = [&workbench](const char* letter) {
        const auto* column =
            workbench.find<QWidget>(qPrintable(QStringLiteral("promptColumn") + QLatin1String(letter)));
        const auto* text = column->findChild<QPlainTextEdit*>(QStringLiteral("callText"));
        return text->isVisible() ? text->toPlainText() : QString();
    };
    table->setCurrentIndex(workbench.outcomes().index(2, 0));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(workbench.find<QTabBar>("compareView")->currentIndex(), 1);
    QTRY_VERIFY(conversation("A").contains(questions.at(2)));
    QTRY_VERIFY(conversation("B").contains(questions.at(2)));
    QVERIFY(conversation("A").contains(QLatin1String("You are a helpful assistant.")));
    QVERIFY(conversation("A").contains(QLatin1String("The answer is B.")));
    QVERIFY(conversation("B").contains(QLatin1String("You are a careful assistant.")));
    QVERIFY(conversation("B").contains(QLatin1String("The answer is A.")));
    workbench.picture(QStringLiteral("compare-conversations"));
    // C was not asked about one of beta's: no conversation of another example stands there.
    const qsizetype without = workbench.column(OutcomeModel::answerColumn(2)).indexOf(QStringLiteral("not answered"));
    table->setCurrentIndex(workbench.outcomes().index(static_cast<int>(without), 0));
    QTRY_VERIFY(conversation("A").contains(questions.at(without)));
    QCOMPARE(conversation("C"), QString());
}

void CompareOutcomesTest::taskLeadsToItsExamples()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    workbench.find<QTabWidget>("compareResults")->setCurrentIndex(2);
    auto* tasks = workbench.find<QTableView>("taskTable");
    tasks->setCurrentIndex(tasks->model()->index(1, 0));
    tasks->setFocus();
    QTest::keyClick(tasks, Qt::Key_Return);
    QCOMPARE(workbench.find<QTabWidget>("compareResults")->currentIndex(), 0);
    QTRY_COMPARE(workbench.outcomes().rowCount(), 12);
    for (const QString& task : workbench.column(OutcomeModel::TaskColumn))
        QCOMPARE(task, QStringLiteral("beta"));
}

void CompareOutcomesTest::newAnswersKeepThePlace()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    const QList<CandidateId> prompts{CompareFixture::id("0/start"), CompareFixture::id("1/outer/3")};
    QVERIFY(workbench.compare(prompts));
    auto* table = workbench.find<QTableView>("outcomeTable");
    QCOMPARE(workbench.column(OutcomeModel::standingColumn(1)).count(QStringLiteral("– not compared")), 6);
    table->setCurrentIndex(workbench.outcomes().index(15, 0));
    const QString question = workbench.column(OutcomeModel::QuestionColumn).at(15);
    QSignalSpy resets(&workbench.outcomes(), &QAbstractItemModel::modelReset);
    const auto& model = static_cast<const OutcomeModel&>(workbench.outcomes());
    const auto before = model.comparison();
    int repeated = 0;
    connect(&model, &QAbstractItemModel::modelReset, &workbench.window(), [&] {
        repeated += model.comparison() != before && *model.comparison() == *before ? 1 : 0;
    });
    Q_EMIT workbench.project().runsChanged(); // nothing is new
    workbench.window().showPage(QStringLiteral("startPage"));
    workbench.window().showPage(QStringLiteral("comparePage")); // who comes back has it read at once
    QVERIFY(waited(workbench.project().queries().comparison({prompts, Split::Test})).has_value());
    {
        // Another program goes on with the run.
        const auto store = Store::open(workbench.path(QStringLiteral("compared.metaspo")));
        COMPARE_OK(store);
        const auto reader = (*store)->newReader();
        COMPARE_OK(reader);
        const auto setup = (*reader)->runSetup(1);
        COMPARE_OK(setup);
        samples::answerCell(
            (*store)->writer(), 1, setup->tasks.first().task,
            {samples::step("1/outer/3"), samples::step("0/start/alpha"), QStringLiteral("alpha"), Split::Test},
            "      ++++++");
    }
    const auto notCompared = [&] {
        return workbench.column(OutcomeModel::standingColumn(1)).count(QStringLiteral("– not compared"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(resets.count() > 0 && table->currentIndex().isValid() && notCompared() == 0, 20'000);
    QCOMPARE(workbench.column(OutcomeModel::QuestionColumn).at(table->currentIndex().row()), question);
    QCOMPARE(table->currentIndex().row(), 15);
    QCOMPARE(repeated, 0); // what was the same was not shown anew
}

void CompareOutcomesTest::tablesAreCopied()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/2")}));
    const auto copied = [&workbench](const char* table, const char* action) {
        QGuiApplication::clipboard()->clear();
        workbench.find<QToolButton>(table)->findChild<QAction*>(QLatin1String(action))->trigger();
        const bool isThere = QTest::qWaitFor([] { return !QGuiApplication::clipboard()->text().isEmpty(); }, 20'000);
        return isThere ? QGuiApplication::clipboard()->text() : QString();
    };
    const QStringList lines =
        copied("outcomeTableActions", "table-copy-all-tsv").split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 25);
    QVERIFY2(
        lines.first().startsWith(QLatin1String("task\tsplit\texample\tquestion\texpected\tsystem_prompt 1:0/start\t")),
        qPrintable(lines.first()));
    QVERIFY(lines.at(1).contains(QStringLiteral("\u202E"))); // programs get the text itself
    QCOMPARE(lines.at(3).split(QLatin1Char('\t')).last().trimmed(), QStringLiteral("win"));
    const QString json = copied("outcomeTableActions", "table-copy-all-json");
    QCOMPARE(json.count(QLatin1Char('\n')), 24);
    const QString tasks = copied("taskTableActions", "table-copy-all-csv");
    QVERIFY2(tasks.startsWith(QLatin1String("baseline,prompt,task,domain,split,metric,n,both_right,fixed,")),
             qPrintable(tasks));
    QVERIFY(copied("domainTableActions", "table-copy-all-markdown").contains(QLatin1String("Letters")));
}

METASPO_UI_TEST(CompareOutcomesTest)
#include "CompareOutcomesTest.moc"
