#include "core/engine/Sample.h"
#include "core/store/Store.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

/// The sample project, with or without a recording in the program.
class SampleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheTasksOfTheProgram();
    void isPrivateAndWhole();
    void keepsAFileThatIsThere();
};

void SampleTest::hasTheTasksOfTheProgram()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("deep/sample.metaspo"));
    const Result<void> created = createSampleFile(path);
    QVERIFY2(created, qPrintable(created ? QString() : sentence(created.error())));
    const Result<QList<Task>> expected = sampleTasks();
    QVERIFY(expected && !expected->isEmpty());

    auto store = Store::open(path);
    QVERIFY(store);
    auto reader = (*store)->newReader();
    QVERIFY(reader);
    const Result<QList<TaskSummary>> tasks = (*reader)->tasks();
    QVERIFY(tasks);
    QCOMPARE(tasks->size(), expected->size());
    for (const TaskSummary& summary : *tasks) {
        Result<Task> task = (*reader)->task(summary.task.id);
        QVERIFY(task);
        task->id = 0;
        task->version = 1;
        QVERIFY2(expected->contains(*task), qPrintable(task->name));
    }
    const Result<QList<RunRecord>> runs = (*reader)->runs();
    QVERIFY(runs);
    for (const RunRecord& run : *runs) {
        QVERIFY(run.recorded);
        QCOMPARE(run.state, RunState::Finished);
    }
}

void SampleTest::isPrivateAndWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sample.metaspo"));
    QVERIFY(createSampleFile(path));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(path).permissions() & others));
    const auto store = Store::open(path);
    QVERIFY(store);
    const Result<QStringList> problems = (*store)->check();
    QVERIFY(problems);
    QVERIFY2(problems->isEmpty(), qPrintable(problems->join(u' ')));
}

void SampleTest::keepsAFileThatIsThere()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.metaspo"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    const Result<void> created = createSampleFile(path);
    QVERIFY(!created);
    QVERIFY(sentence(created.error()).contains(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
}

QTEST_GUILESS_MAIN(SampleTest)
#include "SampleTest.moc"
