#include "tests/ui/compare/CompareFixture.h"

#include "ui/compare/OutcomeModel.h"
#include "ui/compare/PromptColumns.h"

#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBlock>
#include <QTreeView>

using namespace metaspo;

/// The compare page in the window, on a file that was filled through the store's writer.
class ComparePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsMissing();
    void givenAndFinalPromptAtOnce();
    void formerSelectionIsNeverShown();
    void baselineCanBeChanged();
    void promptsCanBeTakenOut();
    void differencesAreReachedByKeys();
    void hostileTextIsShownAsText();
    void promptsAreChosenInTheDialog();
    void otherKindsAreNotMixed();
    void textsAreCopied();
    void runPageBringsCandidates();
    void everyWidgetIsNamed();
    void keysBelongToThePageThatIsShown();
    void projectsAreNotMixed();
};

void ComparePageTest::tellsWhatIsMissing()
{
    CompareFixture workbench;
    QTest::keyClick(&workbench.window(), Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("comparePage"));
    QVERIFY(!workbench.find<QAction>("addPromptsAction")->isEnabled());
    workbench.press("choosePrompts");
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("startPage"));
    QVERIFY(workbench.open());
    workbench.picture(QStringLiteral("compare-empty"));
    QVERIFY(workbench.find<QPushButton>("compareGivenAndFinal")->text().contains(QLatin1Char('1')));
}

void ComparePageTest::givenAndFinalPromptAtOnce()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    workbench.press("compareGivenAndFinal");
    QTRY_VERIFY(workbench.find<PromptColumns>("promptColumns")->count() == 2);
    QVERIFY(workbench.hasAnswers());
    QVERIFY(
        workbench.find<QPlainTextEdit>("promptTextA")->toPlainText().startsWith(QLatin1String("You are a helpful")));
    QVERIFY(
        workbench.find<QPlainTextEdit>("promptTextB")->toPlainText().startsWith(QLatin1String("You are a careful")));
    QVERIFY(!workbench.find<QAbstractButton>("makeBaselineA"));
    workbench.picture(QStringLiteral("compare-two"));
}

void ComparePageTest::formerSelectionIsNeverShown()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    // Asked and changed before the answer can be there: only the last choice is ever shown.
    for (int round = 0; round < 10; ++round) {
        workbench.find<QAction>("clearComparisonAction")->trigger();
        workbench.page().compare(CompareFixture::systemPrompts());
        workbench.find<QAction>("clearComparisonAction")->trigger();
        QCOMPARE(workbench.outcomes().rowCount(), 0);
        workbench.page().compare({CompareFixture::id("0/start"), CompareFixture::id("0/start", 2)});
        QVERIFY(workbench.hasAnswers());
        QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 2);
        QCOMPARE(workbench.outcomes().rowCount(), 12); // alpha alone
        waited(workbench.project().queries().runs()); // whatever was asked before is answered
        QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 2);
        QCOMPARE(workbench.outcomes().columnCount(), OutcomeModel::fixedColumns + 3);
    }
    // Nor after everything was taken away.
    workbench.page().compare(CompareFixture::systemPrompts());
    workbench.find<QAction>("clearComparisonAction")->trigger();
    waited(workbench.project().queries().comparison({CompareFixture::systemPrompts(), Split::Test}));
    QCOMPARE(workbench.outcomes().rowCount(), 0);
    QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 0);
}

void ComparePageTest::baselineCanBeChanged()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare(
        {CompareFixture::id("0/start"), CompareFixture::id("1/outer/1"), CompareFixture::id("1/outer/2")}));
    workbench.press("showWins");
    QTRY_VERIFY(workbench.outcomes().rowCount() < 24);
    const QString former = workbench.find<QLabel>("promptStandingB")->text();
    workbench.press("makeBaselineB");
    QVERIFY(workbench.hasAnswers());
    QVERIFY(workbench.find<QLabel>("promptFactsA")->text().endsWith(QLatin1String("1/outer/1")));
    QVERIFY(workbench.find<QLabel>("promptFactsB")->text().endsWith(QLatin1String("0/start")));
    const QStringList was = former.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QStringList is =
        workbench.find<QLabel>("promptStandingB")->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QCOMPARE(is.at(1), was.at(3)); // what was lost is won
    QCOMPARE(is.at(3), was.at(1));
    // The current prompt by its key.
    workbench.find<PromptColumns>("promptColumns")->setCurrent(2);
    QTest::keyClick(&workbench.window(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(workbench.hasAnswers());
    QVERIFY(workbench.find<QLabel>("promptFactsA")->text().endsWith(QLatin1String("1/outer/2")));
}

void ComparePageTest::promptsCanBeTakenOut()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare(CompareFixture::systemPrompts()));
    workbench.press("removePromptA");
    QVERIFY(workbench.hasAnswers());
    QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 4);
    QVERIFY(workbench.find<QLabel>("promptFactsA")
                ->text()
                .endsWith(QLatin1String("1/outer/1"))); // the next is the baseline
    workbench.find<PromptColumns>("promptColumns")->setCurrent(3);
    workbench.find<QAction>("removePromptAction")->trigger();
    QVERIFY(workbench.hasAnswers());
    workbench.press("removePromptC"); // the last one, by its own button
    QVERIFY(workbench.hasAnswers());
    QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 2);
    QVERIFY(!workbench.find<QWidget>("promptColumnC"));
    const auto struckOut = [&workbench] {
        const QTextDocument* document = workbench.find<QPlainTextEdit>("promptTextA")->document();
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
            for (auto part = block.begin(); !part.atEnd(); ++part)
                if (part.fragment().charFormat().fontStrikeOut())
                    return true;
        return false;
    };
    QVERIFY(struckOut());
    workbench.press("removePromptB");
    QVERIFY(!struckOut()); // nothing is there that it could differ from
    QCOMPARE(workbench.outcomes().rowCount(), 0);
    QVERIFY(!workbench.find<QAction>("nextDifferenceAction")->isEnabled());
    workbench.picture(QStringLiteral("compare-one"));
    workbench.press("removePromptA");
    QTRY_VERIFY(workbench.find<QPushButton>("choosePrompts")->isVisible());
}

void ComparePageTest::differencesAreReachedByKeys()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    const auto* place = workbench.find<QLabel>("differencePlace");
    const int count = place->text().split(QLatin1Char(' ')).first().toInt();
    QVERIFY2(count > 1, qPrintable(place->text()));
    const auto at = [count](int number) { return QStringLiteral("difference %1 of %2").arg(number).arg(count); };
    for (int number = 1; number <= count; ++number) {
        QTest::keyClick(&workbench.window(), Qt::Key_F8);
        QCOMPARE(place->text(), at(number));
    }
    QTest::keyClick(&workbench.window(), Qt::Key_F8);
    QCOMPARE(place->text(), at(1)); // round
    QTest::keyClick(&workbench.window(), Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(place->text(), at(count));
    // Also where a text or a table has the focus.
    for (const char* widget : {"promptTextB", "outcomeTable"}) {
        auto* focused = workbench.find<QWidget>(widget);
        workbench.window().activateWindow();
        focused->setFocus();
        QTest::keyClick(focused, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(place->text(), at(1));
        QTest::keyClick(focused, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(place->text(), at(count));
    }
    workbench.picture(QStringLiteral("compare-difference"));
}

void ComparePageTest::hostileTextIsShownAsText()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    const QString question = workbench.column(OutcomeModel::QuestionColumn).first();
    QVERIFY2(question.startsWith(QLatin1String("<b>bold</b><img src=")), qPrintable(question));
    QVERIFY(question.contains(QLatin1String("\\u202e")) && !question.contains(QChar(0x202E)));
    workbench.page().compare({CompareFixture::id("1/outer/4")});
    QTRY_COMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 3);
    const QString shown = workbench.find<QPlainTextEdit>("promptTextC")->toPlainText();
    QVERIFY2(shown.contains(QLatin1String("<b>bold</b><img src=")), qPrintable(shown));
    QVERIFY(shown.contains(QLatin1String("\\u202e")) && shown.contains(QLatin1String("\\x1b")));
    for (const QLabel* label : workbench.page().findChildren<QLabel*>())
        QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(QLatin1Char('<')),
                 qPrintable(label->text()));
    QGuiApplication::clipboard()->clear();
    workbench.press("copyPromptC");
    QCOMPARE(QGuiApplication::clipboard()->text(), hostileText);
}

void ComparePageTest::promptsAreChosenInTheDialog()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    workbench.press("choosePrompts");
    auto* dialog = workbench.find<QDialog>("candidateDialog");
    QVERIFY(dialog);
    auto* runs = dialog->findChild<QAbstractItemView*>(QStringLiteral("promptRuns"));
    auto* prompts = dialog->findChild<QTableView*>(QStringLiteral("promptTable"));
    auto* kind = dialog->findChild<QComboBox*>(QStringLiteral("promptKind"));
    QTRY_COMPARE(runs->model()->rowCount(), 2);
    QTRY_COMPARE(prompts->model()->rowCount(), 1); // of run 2, the newest
    runs->setCurrentIndex(runs->model()->index(1, 0));
    QTRY_COMPARE(prompts->model()->rowCount(), 5);
    QCOMPARE(kind->count(), 3);
    QCOMPARE(dialog->findChild<QPushButton*>(QStringLiteral("addChosenPrompts"))->isEnabled(), false);
    prompts->selectAll();
    prompts->setCurrentIndex(prompts->model()->index(2, 0));
    QTRY_VERIFY(!dialog->findChild<QPlainTextEdit*>(QStringLiteral("promptPreview"))->toPlainText().isEmpty());
    workbench.picture(QStringLiteral("compare-choose"), dialog);
    prompts->selectionModel()->select(prompts->model()->index(0, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(workbench.unnamedWidgets(dialog).join(QStringLiteral("; ")), QString());
    dialog->findChild<QPushButton*>(QStringLiteral("addChosenPrompts"))->click();
    QTRY_COMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 2);
    QTRY_VERIFY(!workbench.find<QDialog>("candidateDialog"));

    // The next ones are of the same kind.
    workbench.press("addPrompts");
    dialog = workbench.find<QDialog>("candidateDialog");
    kind = dialog->findChild<QComboBox*>(QStringLiteral("promptKind"));
    QTRY_COMPARE(kind->count(), 1);
    prompts = dialog->findChild<QTableView*>(QStringLiteral("promptTable"));
    dialog->findChild<QLineEdit*>(QStringLiteral("promptSearch"))->setText(QStringLiteral("outer/3"));
    QCOMPARE(prompts->model()->rowCount(), 1);
    prompts->selectRow(0);
    dialog->findChild<QPushButton*>(QStringLiteral("addChosenPrompts"))->click();
    QTRY_COMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 3);
}

void ComparePageTest::otherKindsAreNotMixed()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    workbench.page().compare({CompareFixture::id("0/start/alpha"), CompareFixture::id("1/inner/alpha/1"),
                              CompareFixture::id("0/start/beta")});
    QVERIFY(workbench.hasAnswers());
    QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 2); // in place of the system prompts
    QVERIFY(workbench.find<QLabel>("promptFactsB")->text().endsWith(QLatin1String("1/inner/alpha/1")));
    QVERIFY2(workbench.message().contains(QLatin1String("left out")), qPrintable(workbench.message()));
}

void ComparePageTest::textsAreCopied()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/2")}));
    QGuiApplication::clipboard()->clear();
    workbench.press("copyPromptB");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("You are an expert.\nThink step by step.\n"));
    QGuiApplication::clipboard()->clear();
    auto* final = workbench.find<QToolButton>("copyFinalPrompt");
    QVERIFY(final->text().contains(QLatin1String("run 1")));
    QTest::mouseClick(final, Qt::LeftButton, {}, QPoint(12, final->height() / 2));
    QTRY_COMPARE(
        QGuiApplication::clipboard()->text(),
        QStringLiteral("You are a careful assistant.\nThink step by step.\nCheck your answer before you give it. "));
    QTRY_VERIFY(workbench.message().contains(QLatin1String("run 1")));
    QTest::keyClick(&workbench.window(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("You are an expert.\nThink step by step.\n"));
}

void ComparePageTest::runPageBringsCandidates()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    workbench.window().showPage(QStringLiteral("runPage"));
    auto* runs = workbench.find<QAbstractItemView>("runList");
    QTRY_COMPARE(runs->model()->rowCount(), 2);
    runs->setCurrentIndex(runs->model()->index(1, 0)); // run 1
    auto* tree = workbench.find<QTreeView>("runTree");
    const auto indexOf = [tree](const QString& step) {
        const QModelIndexList found = tree->model()->match(tree->model()->index(0, 0), Qt::UserRole, step, 1,
                                                           Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.first();
    };
    QTRY_VERIFY(indexOf(QStringLiteral("1/outer/2")).isValid());
    tree->setCurrentIndex(indexOf(QStringLiteral("1/outer/2")));
    QTest::keyClick(&workbench.window(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("comparePage"));
    QVERIFY(workbench.hasAnswers());
    QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 2);
    QVERIFY(workbench.find<QLabel>("promptFactsA")->text().endsWith(QLatin1String("0/start"))); // what it competed with
    QVERIFY(workbench.find<QLabel>("promptFactsB")->text().endsWith(QLatin1String("1/outer/2")));

    // Several at once join what is there.
    workbench.window().showPage(QStringLiteral("runPage"));
    tree->setCurrentIndex(indexOf(QStringLiteral("1/outer/1")));
    tree->selectionModel()->select(indexOf(QStringLiteral("1/outer/3")),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    workbench.find<QAction>("compareAction")->trigger();
    QTRY_COMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 4);
}

void ComparePageTest::everyWidgetIsNamed()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    QVERIFY(workbench.compare(CompareFixture::systemPrompts()));
    for (int tab = 0; tab < 3; ++tab) {
        workbench.find<QTabWidget>("compareResults")->setCurrentIndex(tab);
        QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    }
    workbench.column(OutcomeModel::QuestionColumn);
    workbench.find<QTabWidget>("compareResults")->setCurrentIndex(0);
    workbench.find<QTableView>("outcomeTable")->setCurrentIndex(workbench.outcomes().index(0, 0));
    workbench.find<QTabBar>("compareView")->setCurrentIndex(1);
    QTRY_VERIFY(workbench.find<QWidget>("promptColumnA")->findChild<QWidget*>(QStringLiteral("callText"))->isVisible());
    QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
}

void ComparePageTest::keysBelongToThePageThatIsShown()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
    QVERIFY(workbench.find<QAction>("nextDifferenceAction")->isEnabled());
    workbench.window().showPage(QStringLiteral("runPage"));
    for (const char* action :
         {"nextDifferenceAction", "previousDifferenceAction", "makeBaselineAction", "copyPromptAction"})
        QVERIFY2(!workbench.find<QAction>(action)->isEnabled(), action);
    workbench.window().showPage(QStringLiteral("comparePage"));
    QVERIFY(workbench.find<QAction>("nextDifferenceAction")->isEnabled());
}

void ComparePageTest::projectsAreNotMixed()
{
    CompareFixture workbench;
    QVERIFY(workbench.open());
    QVERIFY(workbench.compare(CompareFixture::systemPrompts()));
    workbench.page().compare({CompareFixture::id("1/outer/4")}); // asked of the project that is closed now
    workbench.window().closeProject();
    QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 0);
    QCOMPARE(workbench.outcomes().rowCount(), 0);
    QVERIFY(!workbench.find<QAction>("addPromptsAction")->isEnabled());
    QVERIFY(workbench.open());
    QCOMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 0);
    QVERIFY(workbench.compare({CompareFixture::id("0/start"), CompareFixture::id("1/outer/1")}));
}

METASPO_UI_TEST(ComparePageTest)
#include "ComparePageTest.moc"
