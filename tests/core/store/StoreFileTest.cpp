#include "core/store/FileSystem.h"
#include "core/store/Opening.h"
#include "tests/core/store/StoreSamples.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <unistd.h>

using namespace metaspo;
using namespace metaspo::samples;

Q_DECLARE_METATYPE(metaspo::ErrorKind)

namespace {

/// The steps of the future: one more table and one more column.
QList<Migration> futureSteps(const char* sql = "CREATE TABLE future(id INTEGER PRIMARY KEY) STRICT; "
                                               "ALTER TABLE run ADD COLUMN colour TEXT;")
{
    return QList<Migration>(migrations()) << Migration{schemaVersion + 1, sql};
}

Project closed()
{
    Project made = project();
    evaluate(made.writer(), made.run, place(QStringLiteral("letters"), 0), OutcomeKind::Correct, QStringLiteral("A"));
    made.reader.reset();
    made.store.reset();
    return made;
}

void overwrite(const QString& path, qint64 at, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(at);
    file.write(bytes);
}

} // namespace

/// What may be opened, and what is said about all else.
class StoreFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItCannotOpen_data();
    void saysWhatItCannotOpen();
    void refusesAChangedSchema();
    void findsDamage();
    void leavesNothingBehindWhenClosed();
    void knowsHowItWasClosed();
    void opensForReadingOnly();
    void opensWhatMayNotBeWritten();
    void opensTheFileOfANewerVersionForReading();
    void migratesAfterABackup();
    void leavesTheFileAsItWasWhenAMigrationFails();
    void opensTheFixtureOfEveryVersion();
    void backsUpWhileOpen();
    void knowsNetworkFileSystems_data();
    void knowsNetworkFileSystems();
};

void StoreFileTest::saysWhatItCannotOpen_data()
{
    QTest::addColumn<QByteArray>("content"); ///< null: no file
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("missing") << QByteArray() << ErrorKind::NotFound << QStringLiteral("does not exist");
    QTest::newRow("empty") << QByteArray("") << ErrorKind::FileForeign << QStringLiteral("not a project file");
    QTest::newRow("text") << QByteArray("Dear diary, ").repeated(1000) << ErrorKind::FileForeign
                          << QStringLiteral("not a project file");
}

void StoreFileTest::saysWhatItCannotOpen()
{
    QFETCH(QByteArray, content);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file.metaspo"));
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    for (const Store::Access access : {Store::Access::ReadWrite, Store::Access::ReadOnly}) {
        const auto store = Store::open(path, access);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, kind);
        QVERIFY2(sentence(store.error()).contains(words), qPrintable(sentence(store.error())));
    }
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        QCOMPARE(file.readAll(), content);
    QCOMPARE(Store::open(folder.path()).error().kind, ErrorKind::FileForeign);
    QCOMPARE(Store::create(folder.filePath(QStringLiteral("no/such/folder.metaspo"))).error().kind,
             ErrorKind::NotFound);
}

void StoreFileTest::refusesAChangedSchema()
{
    const Project made = closed();
    {
        SQLite::Database other(made.path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("CREATE TRIGGER foreign_trigger AFTER INSERT ON log BEGIN SELECT 1; END");
    }
    const auto refused = Store::open(made.path);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::FileForeign);
    {
        SQLite::Database other(made.path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("DROP TRIGGER foreign_trigger; ANALYZE"); // statistics are no change of the schema
    }
    COMPARE_OK(Store::open(made.path));
    {
        SQLite::Database other(made.path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("PRAGMA application_id = 1");
    }
    QCOMPARE(Store::open(made.path).error().kind, ErrorKind::FileForeign);
}

void StoreFileTest::findsDamage()
{
    const Project made = closed();
    const qint64 page = [&] { // of a table that is not read at the opening
        SQLite::Database other(made.path.toStdString());
        return other.execAndGet("SELECT rootpage FROM sqlite_schema WHERE name = 'call_response'").getInt64();
    }();
    // The page of the schema itself.
    QVERIFY(QFile::copy(made.path, made.path + QStringLiteral(".1")));
    overwrite(made.path + QStringLiteral(".1"), 100, QByteArray(900, '\x7f'));
    const auto store = Store::open(made.path + QStringLiteral(".1"));
    QVERIFY(!store);
    QCOMPARE(store.error().kind, ErrorKind::FileCorrupt);
    QVERIFY(sentence(store.error()).contains(QStringLiteral("damaged")));
    // Some other page.
    overwrite(made.path, (page - 1) * 4096, QByteArray(4096, '\x55'));
    const auto opened = Store::open(made.path);
    COMPARE_OK(opened);
    for (const Store::CheckDepth depth : {Store::CheckDepth::Quick, Store::CheckDepth::Whole}) {
        const auto problems = (*opened)->check(depth);
        QVERIFY(!problems || !problems->isEmpty());
    }
}

void StoreFileTest::leavesNothingBehindWhenClosed()
{
    const Project made = closed();
    QVERIFY(!QFileInfo::exists(made.path + QStringLiteral("-wal")));
    QVERIFY(!QFileInfo::exists(made.path + QStringLiteral("-shm")));
    const auto store = Store::open(made.path);
    COMPARE_OK(store);
    QVERIFY(!(*store)->isReadOnly());
    QCOMPARE((*store)->path(), QFileInfo(made.path).canonicalFilePath());
}

void StoreFileTest::knowsHowItWasClosed()
{
    const Project made = closed();
    {
        const auto store = Store::open(made.path);
        COMPARE_OK(store);
        QVERIFY(!(*store)->endedUncleanly());
        (*store)->writer().log(made.run, QStringLiteral("One."));
        COMPARE_OK(flush((*store)->writer()));
        const auto second = Store::open(made.path);
        COMPARE_OK(second);
        QVERIFY(!(*second)->endedUncleanly()); // the first is at work
    }
    {
        SQLite::Database other(made.path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("UPDATE meta SET value = '0' WHERE key = 'clean_shutdown'");
    }
    {
        const auto store = Store::open(made.path);
        COMPARE_OK(store);
        QVERIFY((*store)->endedUncleanly());
        (*store)->writer().log(made.run, QStringLiteral("Two."));
    }
    QVERIFY(!(*Store::open(made.path))->endedUncleanly());
}

void StoreFileTest::opensForReadingOnly()
{
    const Project made = closed();
    const auto store = Store::open(made.path, Store::Access::ReadOnly);
    COMPARE_OK(store);
    QVERIFY((*store)->isReadOnly());
    QVERIFY(!(*store)->readOnlyReason().isEmpty());
    const auto reader = (*store)->newReader();
    COMPARE_OK(reader);
    QCOMPARE((*reader)->runs()->size(), 1);
    QCOMPARE((*store)->acquireLease(made.run).error().kind, ErrorKind::ReadOnlyFile);
    COMPARE_OK((*store)->backup(made.path + QStringLiteral(".copy")));
    // Another program may write at the same time.
    const auto writing = Store::open(made.path);
    COMPARE_OK(writing);
    (*writing)->writer().log(made.run, QStringLiteral("One."));
    COMPARE_OK(flush((*writing)->writer()));
    QCOMPARE((*reader)->log(made.run)->size(), 1);
}

void StoreFileTest::opensWhatMayNotBeWritten()
{
    if (geteuid() == 0)
        QSKIP("root may write everything");
    const Project made = closed();
    QFile::setPermissions(made.path, QFile::ReadOwner);
    {
        const auto store = Store::open(made.path);
        COMPARE_OK(store);
        QVERIFY((*store)->isReadOnly());
        QVERIFY((*store)->readOnlyReason().contains(QStringLiteral("not change")));
        QCOMPARE((*(*store)->newReader())->runs()->size(), 1);
    }
    QFile::setPermissions(made.path, QFile::ReadOwner | QFile::WriteOwner);
    QFile::setPermissions(made.folder->path(), QFile::ReadOwner | QFile::ExeOwner);
    const auto store = Store::open(made.path);
    QFile::setPermissions(made.folder->path(), QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    COMPARE_OK(store);
    QVERIFY((*store)->isReadOnly());
    QCOMPARE((*(*store)->newReader())->runs()->size(), 1);
}

void StoreFileTest::opensTheFileOfANewerVersionForReading()
{
    const Project made = closed();
    COMPARE_OK(openFile(made.path, Store::Access::ReadWrite, LockFile(made.path), futureSteps()));
    const auto store = Store::open(made.path);
    COMPARE_OK(store);
    QVERIFY((*store)->isReadOnly());
    QVERIFY2((*store)->readOnlyReason().contains(QStringLiteral("newer version")),
             qPrintable((*store)->readOnlyReason()));
    const auto reader = (*store)->newReader();
    COMPARE_OK(reader);
    QCOMPARE((*reader)->runs()->size(), 1);
    QCOMPARE((*reader)->cells(made.run)->size(), 1);
}

void StoreFileTest::migratesAfterABackup()
{
    const Project made = closed();
    {
        const auto opened = openFile(made.path, Store::Access::ReadWrite, LockFile(made.path), futureSteps());
        COMPARE_OK(opened);
        QCOMPARE(opened->database->number("PRAGMA user_version"), schemaVersion + 1);
        QCOMPARE(opened->database->number("SELECT count(*) FROM migration"), schemaVersion + 1);
        QCOMPARE(opened->database->number("SELECT count(*) FROM call WHERE state = 'ok'"), 1);
        QCOMPARE(opened->database->number("SELECT count(*) FROM future"), 0);
    }
    COMPARE_OK(openFile(made.path, Store::Access::ReadWrite, LockFile(made.path), futureSteps())); // once is enough
    const QString backup = QStringLiteral("%1.version-%2").arg(made.path).arg(schemaVersion);
    const auto before = Store::open(backup);
    COMPARE_OK(before);
    QVERIFY(!(*before)->isReadOnly());
    QCOMPARE(*(*before)->check(), QStringList());
    QCOMPARE((*(*before)->newReader())->run(made.run)->baseCalls, 1);
    // What may not be written cannot be brought up to date.
    const auto old = openFile(backup, Store::Access::ReadOnly, LockFile(made.path), futureSteps());
    QVERIFY(!old);
    QCOMPARE(old.error().kind, ErrorKind::ReadOnlyFile);
}

void StoreFileTest::leavesTheFileAsItWasWhenAMigrationFails()
{
    const Project made = closed();
    for (const char* sql : {"CREATE TABLE future(id INTEGER); INSERT INTO nowhere VALUES (1)",
                            "CREATE TABLE future(id INTEGER); PRAGMA defer_foreign_keys = ON; "
                            "DELETE FROM text WHERE text_id = (SELECT text_id FROM candidate LIMIT 1)"}) {
        QVERIFY(!openFile(made.path, Store::Access::ReadWrite, LockFile(made.path), futureSteps(sql)));
        const auto store = Store::open(made.path);
        COMPARE_OK(store);
        QVERIFY(!(*store)->isReadOnly());
        QCOMPARE(*(*store)->check(), QStringList());
    }
}

void StoreFileTest::opensTheFixtureOfEveryVersion()
{
    QTemporaryDir folder;
    for (int version = 1; version <= schemaVersion; ++version) {
        const QString path = folder.filePath(QStringLiteral("old-%1.metaspo").arg(version));
        QVERIFY(QFile::copy(
            QStringLiteral(METASPO_SOURCE_DIR "/tests/core/store/fixtures/schema_%1.metaspo").arg(version), path));
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        const auto store = Store::open(path);
        COMPARE_OK(store);
        QCOMPARE(*(*store)->check(), QStringList());
        const auto reader = (*store)->newReader();
        QCOMPARE((*reader)->tasks()->size(), 2);
        QCOMPARE((*reader)->run(1)->baseCalls, 1);
        QCOMPARE((*reader)->run(1)->settings,
                 newRun({task(QStringLiteral("letters")), task(QStringLiteral("numbers"))}).settings);
        QCOMPARE((*reader)->cells(1)->first().score.right, 1);
    }
}

void StoreFileTest::backsUpWhileOpen()
{
    const Project made = project();
    const QString copy = made.path + QStringLiteral(".copy");
    COMPARE_OK(made.store->backup(copy));
    QCOMPARE(QFileInfo(copy).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(!QFileInfo::exists(copy + QStringLiteral(".part")));
    const auto store = Store::open(copy);
    COMPARE_OK(store);
    QVERIFY(!(*store)->isReadOnly());
    QCOMPARE((*(*store)->newReader())->candidates(made.run)->size(), 3);
    QCOMPARE(made.store->backup(copy).error().kind, ErrorKind::WrongUsage);
    QCOMPARE(made.store->backup(made.folder->filePath(QStringLiteral("no/copy"))).error().kind, ErrorKind::NotFound);
}

void StoreFileTest::knowsNetworkFileSystems_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("mount");
    QTest::addColumn<QString>("name");
    QTest::newRow("ext4") << qint64(0xEF53) << QString() << QString();
    QTest::newRow("btrfs") << qint64(0x9123683E) << QString() << QString();
    QTest::newRow("tmpfs") << qint64(0x01021994) << QString() << QString();
    QTest::newRow("overlay") << qint64(0x794C7630) << QString() << QString();
    QTest::newRow("nfs") << qint64(0x6969) << QString() << QStringLiteral("NFS");
    QTest::newRow("cifs, sign extended") << qint64(0xFFFFFFFFFF534D42) << QString() << QStringLiteral("CIFS");
    QTest::newRow("9p") << qint64(0x01021997) << QString() << QStringLiteral("9p");
    QTest::newRow("sshfs") << qint64(0x65735546) << QStringLiteral("fuse.sshfs") << QStringLiteral("sshfs");
    QTest::newRow("ntfs") << qint64(0x65735546) << QStringLiteral("fuseblk") << QString();
}

void StoreFileTest::knowsNetworkFileSystems()
{
    QFETCH(qint64, number);
    QFETCH(QString, mount);
    QFETCH(QString, name);
    QCOMPARE(networkFileSystem(number, mount), name);
}

QTEST_GUILESS_MAIN(StoreFileTest)
#include "StoreFileTest.moc"
