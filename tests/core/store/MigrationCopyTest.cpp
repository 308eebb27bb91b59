#include "core/store/Opening.h"
#include "tests/core/store/StoreSamples.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

Project closed()
{
    Project made = project();
    made.reader.reset();
    made.store.reset();
    return made;
}

/// A file as it is brought up to date by a step that fails.
Result<OpenedFile> migratedBadly(const QString& path)
{
    return openFile(path, Store::Access::ReadWrite, LockFile(path),
                    QList<Migration>(migrations()) << Migration{
                        schemaVersion + 1, "CREATE TABLE future(id INTEGER); INSERT INTO nowhere VALUES (1)"});
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What counts as the copy of a file before its schema is changed.
class MigrationCopyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOfThePresentContent_data();
    void isOfThePresentContent();
};

void MigrationCopyTest::isOfThePresentContent_data()
{
    QTest::addColumn<QString>("change"); ///< what happened after the copy was made
    QTest::addColumn<bool>("isForeign"); ///< the copy is of another project
    QTest::addColumn<QString>("ending"); ///< of the copy that counts
    QTest::newRow("the same content") << QString() << false << QString();
    QTest::newRow("work went on") << QStringLiteral("UPDATE run SET note = 'paid since'") << false
                                  << QStringLiteral("-2");
    QTest::newRow("another project") << QString() << true << QStringLiteral("-2");
}

void MigrationCopyTest::isOfThePresentContent()
{
    QFETCH(QString, change);
    QFETCH(bool, isForeign);
    QFETCH(QString, ending);
    const Project made = closed();
    const QString usual = QStringLiteral("%1.version-%2").arg(made.path).arg(schemaVersion);
    QVERIFY(!migratedBadly(made.path));
    QVERIFY(QFileInfo::exists(usual));
    if (isForeign) {
        QVERIFY(QFile::remove(usual));
        QVERIFY(QFile::copy(closed().path, usual));
    }
    if (!change.isEmpty())
        SQLite::Database(made.path.toStdString(), SQLite::OPEN_READWRITE).exec(change.toStdString());
    const QByteArray left = contentOf(usual);
    for (int attempt = 0; attempt < 2; ++attempt) { // the second finds the copy of the first
        const auto refused = migratedBadly(made.path);
        QVERIFY(!refused);
        QVERIFY2(sentence(refused.error()).contains(usual + ending + QLatin1Char('.')),
                 qPrintable(sentence(refused.error())));
    }
    QCOMPARE(contentOf(usual), left);
    QCOMPARE(QFileInfo::exists(usual + QStringLiteral("-2")), !ending.isEmpty());
    QVERIFY(!QFileInfo::exists(usual + QStringLiteral("-3")));
    const auto now = Store::open(made.path);
    const auto copy = Store::open(usual + ending);
    COMPARE_OK(now);
    COMPARE_OK(copy);
    QCOMPARE((*(*copy)->newReader())->run(made.run)->note, (*(*now)->newReader())->run(made.run)->note);
    QCOMPARE((*(*copy)->newReader())->run(made.run)->uuid, (*(*now)->newReader())->run(made.run)->uuid);
}

QTEST_GUILESS_MAIN(MigrationCopyTest)
#include "MigrationCopyTest.moc"
