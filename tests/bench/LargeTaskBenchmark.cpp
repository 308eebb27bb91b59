#include "tests/bench/WindowMeasures.h"
#include "tests/ui/tasks/LargeTask.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

/// How long the main thread is away at most while a task of 100,000 examples is worked with. Prints the ratio to each
/// limit.
using namespace metaspo;

namespace {

constexpr int examples = largeTaskExamples;
constexpr int limit = 50; ///< milliseconds that the window may be away
constexpr int patience = 180'000;

/// Does one thing after the other in the window, each of them taken back.
class LargeTask
{
public:
    void show()
    {
        if (!m_workbench.createProject() || !waited(m_workbench.project().import({largeTask()})))
            qFatal("the task cannot be imported");
        measure("the task is shown and checked", [this] {
            m_workbench.window().showPage(QStringLiteral("tasksPage"));
            until([this] { return m_workbench.rows() == examples; });
            until([this] { return m_workbench.find<QTabWidget>("taskTabs")->tabText(2).contains(u'('); });
        });
    }

    void scrollAndFilter()
    {
        measure("scrolling", [this] {
            QScrollBar* bar = m_workbench.table()->verticalScrollBar();
            for (int step = 0; step <= 100; ++step) {
                bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * step / 100));
                settle(5);
            }
        });
        measure("filtering", [this] {
            auto* search = m_workbench.find<QLineEdit>("exampleSearch");
            search->setText(QStringLiteral("Question 9999"));
            until([this] { return m_workbench.rows() == 11; });
            search->clear();
            until([this] { return m_workbench.rows() == examples; });
        });
    }

    void type()
    {
        m_workbench.selectRow(70'000);
        TextField* question = m_workbench.field("questionField");
        question->setFocus();
        measure("typing into an example, and saving", [this, question] {
            for (int letter = 0; letter < 60; ++letter) {
                QTest::keyClick(question, Qt::Key_X);
                settle(2);
            }
            untilSaved();
        });
        undo();
    }

    void replace()
    {
        m_workbench.press("replaceExamples");
        auto* dialog = m_workbench.find<QDialog>("replaceDialog");
        auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("replaceAccept"));
        measure("finding 100,000 places", [dialog, accept] {
            dialog->findChild<QLineEdit*>(QStringLiteral("replaceFind"))->setText(QStringLiteral("usual"));
            dialog->findChild<QLineEdit*>(QStringLiteral("replaceBy"))->setText(QStringLiteral("unusual"));
            until([accept] { return accept->isEnabled(); });
        });
        measure("replacing them, and saving", [this, accept] {
            accept->click();
            untilSaved();
        });
        undo();
    }

    void removeHalf()
    {
        const QModelIndex task = m_workbench.taskIndex(QStringLiteral("large"));
        m_workbench.tree()->setExpanded(task, true);
        m_workbench.tree()->setCurrentIndex(m_workbench.tree()->model()->index(0, 0, task));
        until([this] { return m_workbench.rows() == examples / 2; });
        measure("selecting 50,000 rows", [this] { m_workbench.table()->selectAll(); });
        measure("deleting them, and saving", [this] {
            m_workbench.press("deleteExamples");
            untilSaved();
        });
        undo();
    }

    void divide()
    {
        QDialog* dialog = nullptr;
        measure("planning new splits", [this, &dialog] {
            m_workbench.press("divideTask");
            dialog = m_workbench.find<QDialog>("splitDialog");
            const auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("splitAccept"));
            until([accept] { return accept->isEnabled(); });
        });
        measure("dividing into splits, and saving", [this, &dialog] {
            dialog->findChild<QPushButton*>(QStringLiteral("splitAccept"))->click();
            untilSaved();
        });
        undo();
    }

private:
    static void until(const std::function<bool()>& holds) { timeUntil(holds, patience); }
    void untilSaved()
    {
        until([this] { return m_workbench.isSaved(); });
    }
    void undo()
    {
        measure("undoing that, and saving", [this] {
            m_workbench.press("undoTask");
            untilSaved();
        });
    }
    void measure(const char* what, const std::function<void()>& act)
    {
        settle(500);
        m_heart.forget();
        act();
        settle(5); // what it did at last counts, too
        print(what, m_heart.longestPause(), limit);
    }

    TasksFixture m_workbench;
    Heartbeat m_heart;
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariable("QT_QPA_PLATFORM", QStringLiteral("offscreen")).toLatin1());
    QApplication application(argc, argv);
    LargeTask task;
    task.show();
    task.scrollAndFilter();
    task.type();
    task.replace();
    task.removeHalf();
    task.divide();
    return 0;
}
