#include "tests/ui/tasks/LargeTask.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>

using namespace metaspo;

namespace {

constexpr int examples = largeTaskExamples;

} // namespace

/// A task of 100,000 examples can be worked with. How long the window is away meanwhile, LargeTaskBenchmark measures.
class LargeTaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_workbench.reset(); }
    void scrolls();
    void filters();
    void isTypedInto();
    void replacesEverywhere();
    void losesAndRegainsHalf();
    void isDivided();

private:
    static constexpr int patience = 120'000;

    bool isSaved() const { return QTest::qWaitFor([this] { return m_workbench->isSaved(); }, patience); }
    Task stored() const { return m_workbench->stored(QStringLiteral("large")); }

    std::unique_ptr<TasksFixture> m_workbench;
    Task m_task = largeTask();
};

void LargeTaskTest::init()
{
    m_workbench = std::make_unique<TasksFixture>();
    QVERIFY(m_workbench->open({m_task}));
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), examples, patience);
}

void LargeTaskTest::scrolls()
{
    QScrollBar* bar = m_workbench->table()->verticalScrollBar();
    const auto shown = [this] { return m_workbench->table()->indexAt(QPoint(5, 5)).row(); };
    int before = -1;
    for (int step = 0; step <= 100; ++step) {
        bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * step / 100));
        QTRY_VERIFY(shown() > before);
        before = shown();
    }
    QVERIFY(before > examples - 100);
}

void LargeTaskTest::filters()
{
    m_workbench->find<QLineEdit>("exampleSearch")->setText(QStringLiteral("Question 9999"));
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), 11, patience);
    m_workbench->find<QLineEdit>("exampleSearch")->clear();
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), examples, patience);
}

void LargeTaskTest::isTypedInto()
{
    m_workbench->selectRow(70'000);
    TextField* question = m_workbench->field("questionField");
    question->setFocus();
    QTest::keyClicks(question, QString(60, u'x'));
    QVERIFY(isSaved());
    Task after = m_task;
    after.examples[70'000].question.prepend(QString(60, u'x'));
    QCOMPARE(stored(), after);
    m_workbench->press("undoTask");
    QVERIFY(isSaved());
    QCOMPARE(stored(), m_task);
}

void LargeTaskTest::replacesEverywhere()
{
    m_workbench->press("replaceExamples");
    auto* dialog = m_workbench->find<QDialog>("replaceDialog");
    dialog->findChild<QLineEdit*>(QStringLiteral("replaceFind"))->setText(QStringLiteral("usual"));
    dialog->findChild<QLineEdit*>(QStringLiteral("replaceBy"))->setText(QStringLiteral("unusual"));
    auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("replaceAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), patience);
    QTest::mouseClick(accept, Qt::LeftButton);
    QVERIFY(isSaved());
    Task after = m_task;
    for (Example& example : after.examples)
        example.question.replace(QLatin1String("usual"), QLatin1String("unusual"));
    QCOMPARE(stored(), after);
    m_workbench->press("undoTask");
    QVERIFY(isSaved());
    QCOMPARE(stored(), m_task);
}

void LargeTaskTest::losesAndRegainsHalf()
{
    const QModelIndex task = m_workbench->taskIndex(QStringLiteral("large"));
    m_workbench->tree()->setExpanded(task, true);
    m_workbench->tree()->setCurrentIndex(m_workbench->tree()->model()->index(0, 0, task));
    QTRY_COMPARE_WITH_TIMEOUT(m_workbench->rows(), examples / 2, patience);
    m_workbench->table()->selectAll();
    m_workbench->press("deleteExamples");
    QCOMPARE(m_workbench->rows(), 0);
    QVERIFY(isSaved());
    QCOMPARE(stored().examples.size(), examples / 2);
    m_workbench->press("undoTask");
    QVERIFY(isSaved());
    QCOMPARE(stored(), m_task);
}

void LargeTaskTest::isDivided()
{
    m_workbench->press("divideTask");
    auto* dialog = m_workbench->find<QDialog>("splitDialog");
    dialog->findChild<QSpinBox*>(QStringLiteral("splitValidation"))->setValue(25);
    dialog->findChild<QSpinBox*>(QStringLiteral("splitTest"))->setValue(15);
    auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("splitAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), patience);
    QTest::mouseClick(accept, Qt::LeftButton);
    QVERIFY(isSaved());
    Task divided = stored();
    QHash<Split, int> counts;
    for (const Example& example : std::as_const(divided.examples))
        ++counts[example.split];
    // To an example: labels keep their shares, and each of both is rounded.
    QVERIFY(std::abs(counts[Split::Validation] - examples / 4) <= 1);
    QVERIFY(std::abs(counts[Split::Test] - examples * 15 / 100) <= 1);
    QCOMPARE(divided.examples.size(), examples);
    for (Example& example : divided.examples)
        example.split = m_task.examples.at(example.index).split;
    QCOMPARE(divided, m_task); // but for the splits
    m_workbench->press("undoTask");
    QVERIFY(isSaved());
    QCOMPARE(stored(), m_task);
}

METASPO_UI_TEST(LargeTaskTest)
#include "LargeTaskTest.moc"
