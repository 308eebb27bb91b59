#include "core/tasks/StarterTasks.h"
#include "TaskSamples.h"

#include <QDirIterator>
#include <QTest>

using namespace metaspo;

/// The task sets that the program brings along (methods.md, section 7).
class StarterTasksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFileIsEmbedded();
    void namesAreUnique();
    void eachTask_data();
    void eachTask();
    void domainsHaveSourcesAndATarget();
    void sameEveryTime();

private:
    QList<Task> m_tasks;
};

void StarterTasksTest::initTestCase()
{
    const auto tasks = starterTasks();
    QVERIFY2(tasks, tasks ? "" : qPrintable(sentence(tasks.error())));
    m_tasks = *tasks;
}

void StarterTasksTest::everyFileIsEmbedded()
{
    QStringList files;
    QDirIterator folder(QStringLiteral(METASPO_SOURCE_DIR "/resources/tasks"), {QStringLiteral("*.jsonl")},
                        QDir::Files, QDirIterator::Subdirectories);
    while (folder.hasNext())
        files.append(QFileInfo(folder.next()).completeBaseName());
    QStringList names;
    for (const Task& task : m_tasks)
        names.append(task.name);
    files.sort();
    names.sort();
    QVERIFY(files.size() >= 6);
    QCOMPARE(names, files);
}

void StarterTasksTest::namesAreUnique()
{
    QSet<QString> names;
    for (const Task& task : m_tasks)
        names.insert(task.name);
    QCOMPARE(names.size(), m_tasks.size());
}

void StarterTasksTest::eachTask_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_tasks.size(); ++i)
        QTest::newRow(qPrintable(m_tasks[i].name)) << i;
}

void StarterTasksTest::eachTask()
{
    QFETCH(int, index);
    const Task& task = m_tasks[index];
    QVERIFY(task.examples.size() >= 150);
    QCOMPARE(problemsOf(task, TaskProblem::Severity::Error), QStringList());
    QCOMPARE(problemsOf(task, TaskProblem::Severity::Warning), QStringList());
    QVERIFY2(majorityShare(task) < 0.6, qPrintable(QString::number(majorityShare(task))));
    QCOMPARE(notReadBack(task), QList<int>());
    // Enough for the presets Small (10, 10, 20) and Recommended (50, 50), and for the check of a task set.
    QVERIFY(countIn(task, Split::Train) >= 50);
    QVERIFY(countIn(task, Split::Validation) >= 50);
    QVERIFY(countIn(task, Split::Test) >= 40);
    QVERIFY(!task.origin.isEmpty());
    QVERIFY(!task.licence.isEmpty());
}

void StarterTasksTest::domainsHaveSourcesAndATarget()
{
    QMap<QString, QList<TaskRole>> roles;
    for (const Task& task : m_tasks)
        roles[task.domain].append(task.role);
    for (auto domain = roles.begin(); domain != roles.end(); ++domain) {
        QVERIFY2(domain->count(TaskRole::Source) >= 2, qPrintable(domain.key()));
        QVERIFY2(domain->count(TaskRole::Target) >= 1, qPrintable(domain.key()));
    }
}

void StarterTasksTest::sameEveryTime()
{
    const auto again = starterTasks();
    QVERIFY(again);
    QCOMPARE(*again, m_tasks);
}

QTEST_GUILESS_MAIN(StarterTasksTest)
#include "StarterTasksTest.moc"
