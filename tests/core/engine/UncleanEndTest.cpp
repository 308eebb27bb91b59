#include "core/engine/Workspace.h"
#include "tests/core/store/StoreSamples.h"
#include "tests/support/Waited.h"

#include <QTest>

using namespace metaspo;

/// What is said of a file whose last program was killed.
class UncleanEndTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsDamage_data();
    void tellsDamage();
};

void UncleanEndTest::tellsDamage_data()
{
    QTest::addColumn<bool>("isLeftOpen");
    QTest::addColumn<bool>("isDamaged");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("closed in order") << false << false << false;
    QTest::newRow("killed") << true << false << false;
    QTest::newRow("killed and damaged") << true << true << true;
    QTest::newRow("closed in order, damaged later") << false << true << false; // not looked through
}

void UncleanEndTest::tellsDamage()
{
    QFETCH(bool, isLeftOpen);
    QFETCH(bool, isDamaged);
    QFETCH(bool, isTold);
    samples::Project made = samples::project();
    made.reader.reset();
    made.store.reset();
    qputenv("XDG_CONFIG_HOME", made.folder->filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_DATA_HOME", made.folder->filePath(QStringLiteral("data")).toUtf8());
    if (isLeftOpen)
        samples::markAsLeftOpen(made.path);
    if (isDamaged)
        QVERIFY(samples::damage(made.path));
    Workspace workspace;
    const auto project = waited(workspace.openProject(made.path));
    COMPARE_OK(project);
    const Result<void> checked = waited((*project)->checkAfterUncleanEnd());
    QCOMPARE(!checked.has_value(), isTold);
    if (isTold) {
        QCOMPARE(checked.error().kind, ErrorKind::FileCorrupt);
        QVERIFY2(sentence(checked.error()).contains(QStringLiteral("damaged")), qPrintable(sentence(checked.error())));
    }
}

QTEST_GUILESS_MAIN(UncleanEndTest)
#include "UncleanEndTest.moc"
