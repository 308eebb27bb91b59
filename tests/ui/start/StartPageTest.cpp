#include "core/engine/ClosingProjects.h"
#include "core/store/Opening.h"
#include "tests/core/store/StoreSamples.h"
#include "tests/support/HeldFile.h"
#include "tests/ui/WorkbenchFixture.h"
#include "ui/kit/RowDelegate.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPushButton>

using namespace metaspo;

namespace {

constexpr int patience = 20'000;

/// A workbench that has opened projects before; each was left in the state that the test wants.
class StartFixture : public WorkbenchFixture
{
public:
    /// Newest first in the list is what was remembered last.
    QString remember(const QString& name, RunState state)
    {
        samples::Project made = samples::project();
        samples::written<void>([&](auto done) { made.writer().setRunState(made.run, state, {}, done); });
        made.reader.reset();
        made.store.reset();
        const QString file = path(name + QStringLiteral(".metaspo"));
        QFile::rename(made.path, file);
        bool isOpened = false;
        {
            const auto opening = workspace().openProject(file);
            isOpened = QTest::qWaitFor([&] { return opening.isFinished(); }, patience) && opening.result().has_value();
        }
        if (!isOpened || !QTest::qWaitFor([this] { return workspace().closing().isEmpty(); }, patience))
            qFatal("a project of the test cannot be opened");
        return file;
    }

    QModelIndex row(const QString& name) const
    {
        const QAbstractItemModel* model = find<QListView>("recentProjects")->model();
        return model->match(model->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly).value(0);
    }
    QString stateOf(const QString& name) const { return row(name).data(SecondLineRole).toString(); }
    QString iconOf(const QString& name) const { return row(name).data(IconNameRole).toString(); }
    bool says(const QString& name, const QString& words) const
    {
        const bool isSaid = QTest::qWaitFor([&] { return stateOf(name).contains(words); }, patience);
        if (!isSaid)
            qWarning("%s says: %s", qPrintable(name), qPrintable(stateOf(name)));
        return isSaid;
    }

    /// As if the person came back to the page.
    void lookAgain()
    {
        window().showPage(QStringLiteral("tasksPage"));
        window().showPage(QStringLiteral("startPage"));
    }
};

} // namespace

class StartPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesOfRecentProjects();
    void fileThatDoesNotAnswerHoldsUpNobody();
    void runAtWorkElsewhereIsWatched();
    void interruptedRunIsOffered();
    void bannerOpensTheRun();
    void bannerCanBePutAside();
    void projectIsTakenOffTheListByKey();
};

void StartPageTest::statesOfRecentProjects()
{
    StartFixture workbench;
    const QString newer = workbench.remember(QStringLiteral("newer"), RunState::Finished);
    const QString broken = workbench.remember(QStringLiteral("broken"), RunState::Finished);
    const QString gone = workbench.remember(QStringLiteral("gone"), RunState::Finished);
    const QString busy = workbench.remember(QStringLiteral("busy"), RunState::Paused);
    workbench.remember(QStringLiteral("medical"), RunState::Finished);
    workbench.remember(QStringLiteral("reviews"), RunState::Running);
    Database(newer, Database::Mode::ReadWrite, 0).execute("PRAGMA user_version=99");
    workbench.write(QStringLiteral("broken.metaspo"), "no database any more");
    QVERIFY(QFile::remove(gone));
    const auto store = Store::open(busy);
    COMPARE_OK(store);
    const auto lease = (*store)->acquireLease(1);
    COMPARE_OK(lease);
    samples::written<void>([&](auto done) { (*store)->writer().setRunState(1, RunState::Running, {}, done); });
    workbench.lookAgain();

    QVERIFY(workbench.says(QStringLiteral("medical"), QStringLiteral("1 finished run")));
    QVERIFY(workbench.says(QStringLiteral("reviews"), QStringLiteral("run 1 was interrupted")));
    QVERIFY(workbench.says(QStringLiteral("busy"), QStringLiteral("run 1 is at work in another program")));
    QVERIFY(workbench.says(QStringLiteral("gone"), QStringLiteral("not there any more")));
    QVERIFY(workbench.says(QStringLiteral("broken"), QStringLiteral("cannot be read")));
    QVERIFY(workbench.says(QStringLiteral("newer"), QStringLiteral("newer version")));
    QCOMPARE(workbench.iconOf(QStringLiteral("reviews")), QStringLiteral("warning"));
    QCOMPARE(workbench.iconOf(QStringLiteral("busy")), QStringLiteral("run"));
    QCOMPARE(workbench.iconOf(QStringLiteral("medical")), QStringLiteral("project"));
    QVERIFY(workbench.row(QStringLiteral("gone")).data(Qt::AccessibleTextRole).toString().contains(
        QLatin1String("not there any more")));
    workbench.picture(QStringLiteral("start-states"));
    workbench.window().resize(900, 600);
    workbench.picture(QStringLiteral("start-states-narrow"));
}

void StartPageTest::fileThatDoesNotAnswerHoldsUpNobody()
{
    StartFixture workbench;
    workbench.remember(QStringLiteral("quick"), RunState::Finished);
    const QString held = workbench.remember(QStringLiteral("held"), RunState::Finished); // is asked first
    const HeldFile keep(held);
    workbench.restart();
    QVERIFY(workbench.says(QStringLiteral("quick"), QStringLiteral("1 finished run")));
    QCOMPARE(workbench.stateOf(QStringLiteral("held")), held); // no answer yet
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("connectionsPage"));
    QVERIFY(workbench.says(QStringLiteral("held"), QStringLiteral("cannot be read")));
}

void StartPageTest::runAtWorkElsewhereIsWatched()
{
    StartFixture workbench;
    const QString file = workbench.remember(QStringLiteral("busy"), RunState::Paused);
    auto store = Store::open(file);
    COMPARE_OK(store);
    auto lease = (*store)->acquireLease(1);
    COMPARE_OK(lease);
    samples::written<void>([&](auto done) { (*store)->writer().setRunState(1, RunState::Running, {}, done); });
    workbench.lookAgain();
    QVERIFY(workbench.says(QStringLiteral("busy"), QStringLiteral("at work")));
    samples::written<void>([&](auto done) { (*store)->writer().setRunState(1, RunState::Finished, {}, done); });
    lease->reset();
    QVERIFY(workbench.says(QStringLiteral("busy"), QStringLiteral("1 finished run"))); // by itself
}

void StartPageTest::interruptedRunIsOffered()
{
    StartFixture workbench;
    auto* banner = workbench.find<QWidget>("recoveryBanner");
    workbench.remember(QStringLiteral("medical"), RunState::Finished);
    QVERIFY(workbench.says(QStringLiteral("medical"), QStringLiteral("1 finished run")));
    QVERIFY(banner->isHidden());
    workbench.remember(QStringLiteral("reviews"), RunState::Running);
    QTRY_VERIFY(banner->isVisible());
    const QString text = workbench.find<QLabel>("recoveryText")->text();
    QVERIFY2(text.contains(QLatin1String("Run 1 of reviews was interrupted")), qPrintable(text));
    QVERIFY(text.contains(QLatin1String("Nothing that was answered is lost")));
    QVERIFY(text.contains(QLatin1String("may have been paid for"))); // the calls that were out
    QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("start-banner"));
}

void StartPageTest::bannerOpensTheRun()
{
    StartFixture workbench;
    const QString file = workbench.remember(QStringLiteral("reviews"), RunState::Running);
    QTRY_VERIFY(workbench.find<QWidget>("recoveryBanner")->isVisible());
    workbench.press("openInterrupted");
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, patience);
    QCOMPARE(workbench.window().project()->path(), file);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("runPage"));
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<QLabel>("runTitle")->text(), QStringLiteral("Run 1"), patience);
    QVERIFY(workbench.find<QAction>("resumeAction")->isEnabled()); // shown, not started
}

void StartPageTest::bannerCanBePutAside()
{
    StartFixture workbench;
    const QString older = workbench.remember(QStringLiteral("older"), RunState::Running);
    workbench.remember(QStringLiteral("reviews"), RunState::Running);
    auto* text = workbench.find<QLabel>("recoveryText");
    QTRY_VERIFY(text->text().contains(QLatin1String("reviews")));
    workbench.press("dismissInterrupted");
    QTRY_VERIFY(text->text().contains(QLatin1String("older"))); // the next one
    workbench.press("dismissInterrupted");
    QVERIFY(workbench.find<QWidget>("recoveryBanner")->isHidden());
    const auto store = Store::open(older);
    COMPARE_OK(store);
    COMPARE_OK(samples::written<qint64>([&](auto done) { (*store)->writer().createRun(samples::newRun({}), done); }));
    workbench.lookAgain();
    QVERIFY(workbench.says(QStringLiteral("older"), QStringLiteral("2 runs"))); // its file was read again
    QVERIFY(workbench.stateOf(QStringLiteral("older")).contains(QLatin1String("run 1 was interrupted")));
    QVERIFY(workbench.find<QWidget>("recoveryBanner")->isHidden());
}

void StartPageTest::projectIsTakenOffTheListByKey()
{
    StartFixture workbench;
    workbench.remember(QStringLiteral("first"), RunState::Finished);
    workbench.remember(QStringLiteral("second"), RunState::Finished);
    auto* list = workbench.find<QListView>("recentProjects");
    QTRY_COMPARE(list->model()->rowCount(), 2);
    list->setFocus();
    list->setCurrentIndex(workbench.row(QStringLiteral("first")));
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(list->model()->rowCount(), 1);
    QVERIFY(!workbench.row(QStringLiteral("first")).isValid());
    QVERIFY(QFile::exists(workbench.path(QStringLiteral("first.metaspo")))); // the file stays
}

METASPO_UI_TEST(StartPageTest)
#include "StartPageTest.moc"
