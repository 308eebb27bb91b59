#include "tests/ui/tasks/SessionFixture.h"

#include <QSignalSpy>

using namespace metaspo;

namespace {

/// What another program does to the task as it is in the file.
void changeElsewhere(SessionFixture& fixture, const QString& name, const std::function<void(Task&)>& how)
{
    const std::unique_ptr<Store> elsewhere = fixture.otherProgram();
    const auto reader = elsewhere->newReader();
    const QList<TaskSummary> summaries = *(*reader)->tasks();
    for (const TaskSummary& summary : summaries)
        if (summary.task.name == name) {
            const Task before = *(*reader)->task(summary.task.id);
            const TaskChange change{before.id, editOf(before, how)};
            COMPARE_OK(samples::written<TaskChanged>(
                [&](auto done) { elsewhere->writer().changeTask(change, done); }));
        }
}

Example added(const Task& task, const QString& question)
{
    return {nextIndex(task), Split::Train, question, {QStringLiteral("no")}, {}};
}

} // namespace

/// Two programs edit one task at the same time: nothing is lost without a word.
class TwoProgramsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothChangesStay_data();
    void bothChangesStay();
    void whatIsReplacedIsTold();
    void bothNewExamplesStay();
    void replacementIsToldInTheWindow();
};

void TwoProgramsTest::bothChangesStay_data()
{
    QTest::addColumn<bool>("wasRun");
    QTest::addColumn<bool>("isHandedOver");
    QTest::newRow("never run") << false << false;
    QTest::newRow("run before") << true << false;
    QTest::newRow("as the program ends") << false << true;
}

void TwoProgramsTest::bothChangesStay()
{
    QFETCH(bool, wasRun);
    QFETCH(bool, isHandedOver);
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    QVERIFY(!wasRun || fixture.run(QStringLiteral("one")) != 0);
    QTRY_COMPARE(fixture.session->versions(key).value(0).runs.size(), wasRun ? 1 : 0);
    QTRY_COMPARE(fixture.session->versions(key).size(), 1);
    Task expected = fixture.task(key);
    QSignalSpy anew(fixture.session.get(), &TaskSession::readAnew);
    const auto here = [](Task& task) {
        task.licence = QStringLiteral("ours");
        task.examples[0].question = QStringLiteral("ours");
        task.examples.removeLast();
    };
    const auto there = [](Task& task) {
        task.domain = QStringLiteral("theirs");
        task.examples[1].question = QStringLiteral("theirs");
    };
    fixture.change(key, here);
    changeElsewhere(fixture, QStringLiteral("one"), there);
    here(expected);
    there(expected);
    expected.version = 1;
    if (isHandedOver) {
        fixture.session.reset();
        fixture.openAgain();
        QCOMPARE(fixture.stored().value(QStringLiteral("one")), expected);
        return;
    }
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored().value(QStringLiteral("one")), expected);
    QTRY_COMPARE(anew.size(), 1);
    QCOMPARE(anew[0].at(1).toStringList(), QStringList());
    QVERIFY(fixture.isLoaded(key));
    QCOMPARE(fixture.edited().value(QStringLiteral("one")), expected);
}

void TwoProgramsTest::whatIsReplacedIsTold()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    QTRY_COMPARE(fixture.session->versions(key).size(), 1);
    QSignalSpy anew(fixture.session.get(), &TaskSession::readAnew);
    fixture.change(key, [](Task& task) {
        task.domain = QStringLiteral("ours");
        task.examples[2].question = QStringLiteral("ours");
    });
    changeElsewhere(fixture, QStringLiteral("one"), [](Task& task) {
        task.domain = QStringLiteral("theirs");
        task.examples[2].question = QStringLiteral("theirs");
    });
    const Task ours = fixture.task(key);
    fixture.saver().saveNow();
    QTRY_COMPARE(anew.size(), 1);
    const QStringList told = anew[0].at(1).toStringList();
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].contains(QLatin1String("the domain, example 2")), qPrintable(told[0]));
    QCOMPARE(fixture.stored().value(QStringLiteral("one")).examples, ours.examples);
    QVERIFY(fixture.isLoaded(key));
    QCOMPARE(fixture.stored(), fixture.edited());

    // That is over now.
    fixture.change(key, [](Task& task) { task.examples[2].question = QStringLiteral("ours again"); });
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QTRY_VERIFY(fixture.session->versions(key).size() == 1);
    QCOMPARE(anew.size(), 1);
}

void TwoProgramsTest::bothNewExamplesStay()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    QTRY_COMPARE(fixture.session->versions(key).size(), 1);
    fixture.change(key, [](Task& task) { task.examples.append(added(task, QStringLiteral("ours"))); });
    changeElsewhere(fixture, QStringLiteral("one"), [](Task& task) {
        task.examples.append(added(task, QStringLiteral("theirs")));
    });
    QSignalSpy anew(fixture.session.get(), &TaskSession::readAnew);
    // What is still under its former index here is edited on before the task is read again.
    connect(
        &fixture.saver(), &TaskSaver::changed, &fixture.saver(),
        [&fixture, key] {
            fixture.change(key, [](Task& task) { task.examples.last().question = QStringLiteral("ours, edited"); });
            fixture.change(key, [](Task& task) { task.examples.append(added(task, QStringLiteral("one more"))); });
        },
        static_cast<Qt::ConnectionType>(Qt::DirectConnection | Qt::SingleShotConnection));
    fixture.saver().saveNow();
    QTRY_VERIFY(!anew.isEmpty());
    QVERIFY(fixture.isSaved());
    QVERIFY(fixture.isLoaded(key));
    QStringList questions;
    const Task stored = fixture.stored().value(QStringLiteral("one"));
    for (const Example& example : stored.examples.mid(6))
        questions.append(example.question);
    QCOMPARE(questions,
             (QStringList{QStringLiteral("theirs"), QStringLiteral("ours, edited"), QStringLiteral("one more")}));
    QCOMPARE(anew[0].at(1).toStringList(), QStringList());
    QCOMPARE(fixture.stored(), fixture.edited());
}

void TwoProgramsTest::replacementIsToldInTheWindow()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    QTest::keyClicks(workbench.field("questionField"), QStringLiteral("typed "));
    const std::unique_ptr<Store> elsewhere = *Store::open(workbench.project().path());
    Task before = workbench.stored(QStringLiteral("one"));
    const TaskChange change{waited(workbench.project().queries().tasks())->first().task.id,
                            editOf(before, [](Task& task) {
                                task.examples[0].question = QStringLiteral("theirs");
                                task.examples[1].question = QStringLiteral("theirs, too");
                            })};
    COMPARE_OK(samples::written<TaskChanged>([&](auto done) { elsewhere->writer().changeTask(change, done); }));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QLatin1String("example 0.")), TasksFixture::patience);
    QVERIFY2(workbench.message().contains(QLatin1String("In the task one ")), qPrintable(workbench.message()));
    QTRY_COMPARE(workbench.examples()->exampleWith(1) ? workbench.examples()->exampleWith(1)->question : QString(),
                 QStringLiteral("theirs, too"));
    QVERIFY(workbench.stored(QStringLiteral("one")).examples[0].question.startsWith(QLatin1String("typed ")));
    workbench.picture(QStringLiteral("tasks-two-programs"));
}

METASPO_UI_TEST(TwoProgramsTest)
#include "TwoProgramsTest.moc"
