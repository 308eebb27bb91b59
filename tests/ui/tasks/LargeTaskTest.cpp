#include "tests/ui/tasks/TasksFixture.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>

using namespace metaspo;

namespace {

constexpr int examples = 100'000;
constexpr int limit = 50; ///< milliseconds that the window may be away

/// The longest time between two turns of the event loop.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            m_longest = std::max(m_longest, m_clock.nsecsElapsed());
            m_clock.restart();
        });
        m_clock.start();
        m_timer.start();
    }
    /// Since asked last.
    double longestPause() { return static_cast<double>(std::exchange(m_longest, 0)) / 1e6; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

Task largeTask()
{
    Task task = TasksFixture::yesNo(QStringLiteral("large"), examples);
    for (Example& example : task.examples)
        example.question = QStringLiteral("Question %1: is what stands here, in a sentence of usual length, so or not so?")
                               .arg(example.index);
    return task;
}

} // namespace

/// A task of 100,000 examples can be worked with, and does not stop the window. The pauses are printed; they are held
/// against the limit where METASPO_QUIET says that nothing else runs on the machine.
class LargeTaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_workbench.reset(); }
    void scrolls();
    void filters();
    void isTypedInto();
    void replacesEverywhere();
    void losesAndRegainsHalf();
    void isDivided();

private:
    void holdAgainstLimit(const char* what)
    {
        const double pause = m_heart->longestPause();
        qInfo("%-40s longest pause %7.1f ms, limit %d ms", what, pause, limit);
        if (!qEnvironmentVariableIsEmpty("METASPO_QUIET"))
            QVERIFY2(pause < limit, what);
    }

    std::unique_ptr<TasksFixture> m_workbench;
    std::unique_ptr<Heartbeat> m_heart;
    Task m_task = largeTask();
};

void LargeTaskTest::initTestCase()
{
    m_workbench = std::make_unique<TasksFixture>();
    QVERIFY(m_workbench->createProject());
    QVERIFY(waited(m_workbench->project().import({m_task})));
    m_heart = std::make_unique<Heartbeat>();
    m_workbench->window().showPage(QStringLiteral("tasksPage"));
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), examples, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->find<QTabWidget>("taskTabs")->tabText(2).contains(u'('), 120'000); // checked
    holdAgainstLimit("the task is shown and checked");
}

void LargeTaskTest::scrolls()
{
    m_heart->longestPause();
    QScrollBar* bar = m_workbench->table()->verticalScrollBar();
    for (int step = 0; step <= 100; ++step) {
        bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * step / 100));
        QTRY_VERIFY(m_workbench->table()->indexAt(QPoint(5, 5)).isValid());
    }
    QVERIFY(m_workbench->table()->indexAt(QPoint(5, 5)).row() > examples - 100);
    holdAgainstLimit("scrolling");
}

void LargeTaskTest::filters()
{
    m_heart->longestPause();
    m_workbench->find<QLineEdit>("exampleSearch")->setText(QStringLiteral("Question 9999"));
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), 11, 20'000);
    m_workbench->find<QLineEdit>("exampleSearch")->clear();
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), examples, 20'000);
    holdAgainstLimit("filtering");
}

void LargeTaskTest::isTypedInto()
{
    m_workbench->selectRow(70'000);
    m_heart->longestPause();
    TextField* question = m_workbench->field("questionField");
    question->setFocus();
    for (int letter = 0; letter < 60; ++letter) {
        QTest::keyClick(question, Qt::Key_X);
        QCoreApplication::sendPostedEvents();
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->isSaved(), 60'000);
    holdAgainstLimit("typing into an example, and saving");
    QCOMPARE(m_workbench->stored(QStringLiteral("large")).examples.at(70'000).question,
             QString(60, u'x') + m_task.examples.at(70'000).question);
    m_heart->longestPause();
    m_workbench->press("undoTask");
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->isSaved(), 60'000);
    holdAgainstLimit("undoing that");
}

void LargeTaskTest::replacesEverywhere()
{
    m_heart->longestPause();
    m_workbench->press("replaceExamples");
    auto* dialog = m_workbench->find<QDialog>("replaceDialog");
    dialog->findChild<QLineEdit*>(QStringLiteral("replaceFind"))->setText(QStringLiteral("usual"));
    dialog->findChild<QLineEdit*>(QStringLiteral("replaceBy"))->setText(QStringLiteral("unusual"));
    auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("replaceAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), 60'000);
    holdAgainstLimit("finding 100,000 places");
    QTest::mouseClick(accept, Qt::LeftButton);
    QVERIFY(m_workbench->examples()->exampleWith(77)->question.contains(QLatin1String("unusual")));
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->isSaved(), 120'000);
    holdAgainstLimit("replacing them, and saving");
    m_workbench->press("undoTask");
    QCOMPARE(m_workbench->examples()->exampleWith(77)->question, m_task.examples.at(77).question);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->isSaved(), 120'000);
    holdAgainstLimit("undoing that, and saving");
}

void LargeTaskTest::losesAndRegainsHalf()
{
    m_workbench->find<QWidget>("exampleSplit")->setFocus();
    m_workbench->tree()->setExpanded(m_workbench->taskIndex(QStringLiteral("large")), true);
    m_workbench->tree()->setCurrentIndex(m_workbench->tree()->model()->index(0, 0, m_workbench->taskIndex(QStringLiteral("large"))));
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), examples / 2, 20'000);
    m_heart->longestPause();
    m_workbench->table()->selectAll();
    holdAgainstLimit("selecting 50,000 rows");
    m_workbench->press("deleteExamples");
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->isSaved(), 120'000);
    holdAgainstLimit("deleting them, and saving");
    QCOMPARE(m_workbench->rows(), 0);
    m_workbench->press("undoTask");
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->isSaved(), 120'000);
    holdAgainstLimit("undoing that, and saving");
    QCOMPARE(m_workbench->stored(QStringLiteral("large")), m_task);
}

void LargeTaskTest::isDivided()
{
    m_heart->longestPause();
    m_workbench->press("divideTask");
    auto* accept = m_workbench->find<QDialog>("splitDialog")->findChild<QPushButton*>(QStringLiteral("splitAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), 60'000);
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->isSaved(), 120'000);
    holdAgainstLimit("dividing into splits, and saving");
}

METASPO_UI_TEST(LargeTaskTest)
#include "LargeTaskTest.moc"
