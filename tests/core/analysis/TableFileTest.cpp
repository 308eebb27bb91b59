#include "core/analysis/TableFile.h"
#include "tests/core/analysis/TableSamples.h"
#include "tests/support/FileContent.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

namespace {

Table twoRows()
{
    return oneColumn({QStringLiteral("a, b"), QStringLiteral("=1+1")});
}

} // namespace

/// Tables as files: whole or as they were.
class TableFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formatsAreThoseOfTheWriter_data();
    void formatsAreThoseOfTheWriter();
    void theFormerFileStaysUntilTheEnd();
    void aTableWithoutRowsHasItsHeader();
    void whatCannotBeWrittenIsSaid();
};

void TableFileTest::formatsAreThoseOfTheWriter_data()
{
    QTest::addColumn<TableFormat>("format");
    QTest::addColumn<QString>("suffix");
    QTest::newRow("csv") << TableFormat::Csv << QStringLiteral("csv");
    QTest::newRow("spreadsheet") << TableFormat::SpreadsheetCsv << QStringLiteral("csv");
    QTest::newRow("tsv") << TableFormat::Tsv << QStringLiteral("tsv");
    QTest::newRow("json") << TableFormat::JsonLines << QStringLiteral("jsonl");
    QTest::newRow("markdown") << TableFormat::Markdown << QStringLiteral("md");
    QTest::newRow("latex") << TableFormat::Latex << QStringLiteral("tex");
}

void TableFileTest::formatsAreThoseOfTheWriter()
{
    QFETCH(TableFormat, format);
    QFETCH(QString, suffix);
    QCOMPARE(fileSuffix(format), suffix);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("table.") + suffix);
    QVERIFY(writeTableFile(twoRows(), format, path).has_value());
    QCOMPARE(contentOf(path), tableText(twoRows(), format).toUtf8());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1); // nothing temporary is left
}

void TableFileTest::theFormerFileStaysUntilTheEnd()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("table.csv"));
    QVERIFY(writeTableFile(twoRows(), TableFormat::Csv, path).has_value());
    const QByteArray former = contentOf(path);
    {
        TableFile file(path, TableFormat::Csv, twoRows().columns);
        QVERIFY(file.write({{QStringLiteral("new")}}).has_value());
        QCOMPARE(contentOf(path), former);
    }
    QCOMPARE(contentOf(path), former); // given up
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);

    TableFile file(path, TableFormat::Csv, twoRows().columns);
    QVERIFY(file.write({{QStringLiteral("new")}}).has_value());
    QVERIFY(file.commit().has_value());
    QCOMPARE(contentOf(path), QByteArray("text\r\nnew\r\n"));
}

void TableFileTest::aTableWithoutRowsHasItsHeader()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("table.csv"));
    QVERIFY(writeTableFile(oneColumn({}), TableFormat::Csv, path).has_value());
    QCOMPARE(contentOf(path), QByteArray("text\r\n"));
}

void TableFileTest::whatCannotBeWrittenIsSaid()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("no such folder/table.csv"));
    const Result<void> written = writeTableFile(twoRows(), TableFormat::Csv, path);
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().kind, ErrorKind::ReadOnlyFile);
    QVERIFY(written.error().what.contains(path));
    QVERIFY(!written.error().why.isEmpty());
}

QTEST_GUILESS_MAIN(TableFileTest)
#include "TableFileTest.moc"
