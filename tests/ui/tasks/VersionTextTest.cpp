#include "ui/tasks/document/VersionText.h"

#include <QTest>

using namespace metaspo;

/// The sentence that says what runs keep of a task.
class VersionTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
};

void VersionTextTest::says_data()
{
    using Runs = QList<QList<qint64>>; // of each version
    QTest::addColumn<Runs>("runs");
    QTest::addColumn<bool>("isChanged");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("not stored") << Runs{} << true << QString();
    QTest::newRow("never run") << Runs{{}} << true << QString();
    QTest::newRow("run, unchanged") << Runs{{3}} << false
                                    << QStringLiteral("Run 3 used version 1, so a change makes version 2.");
    QTest::newRow("run, changed, not saved yet")
        << Runs{{3}} << true << QStringLiteral("Run 3 keeps version 1; you are editing version 2.");
    QTest::newRow("run, changed, saved") << Runs{{3}, {}} << false
                                         << QStringLiteral("Run 3 keeps version 1; you are editing version 2.");
    QTest::newRow("two runs of one version")
        << Runs{{3, 4}, {}} << true << QStringLiteral("Runs 3 and 4 keep version 1; you are editing version 2.");
    QTest::newRow("many runs") << Runs{{1, 2, 3, 4, 5}, {}} << false
                               << QStringLiteral("Runs 1, 2, 3 and 2 more keep version 1; you are editing version 2.");
    QTest::newRow("runs of two versions")
        << Runs{{1}, {2}, {}} << false
        << QStringLiteral("Run 1 keeps version 1; run 2 keeps version 2; you are editing version 3.");
    QTest::newRow("the newest was run again")
        << Runs{{1}, {2, 5}} << false
        << QStringLiteral("Run 1 keeps version 1; runs 2 and 5 used version 2, so a change makes version 3.");
    QTest::newRow("the newest was run, and is being changed")
        << Runs{{1}, {2}} << true
        << QStringLiteral("Run 1 keeps version 1; run 2 keeps version 2; you are editing version 3.");
}

void VersionTextTest::says()
{
    QFETCH(QList<QList<qint64>>, runs);
    QFETCH(bool, isChanged);
    QFETCH(QString, sentence);
    QList<TaskVersion> versions;
    for (const QList<qint64>& used : runs) {
        TaskVersion version;
        version.id = 10 + versions.size();
        version.series = 1;
        version.version = static_cast<int>(versions.size()) + 1;
        version.isCurrent = version.version == runs.size();
        version.runs = used;
        versions.append(version);
    }
    QCOMPARE(versionText(versions, isChanged), sentence);
}

QTEST_GUILESS_MAIN(VersionTextTest)
#include "VersionTextTest.moc"
