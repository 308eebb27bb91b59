#include "tests/core/analysis/TableSamples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace metaspo;

namespace {

// A device on which only so much fits.
class SmallDevice : public QIODevice
{
public:
    explicit SmallDevice(qint64 room, qint64 atOnce)
        : m_room(room)
        , m_atOnce(atOnce)
    {
        open(WriteOnly);
    }
    QByteArray written;
    int writes = 0;

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override
    {
        ++writes;
        const qint64 now = std::min({size, m_atOnce, m_room - static_cast<qint64>(written.size())});
        if (now <= 0) {
            setErrorString(QStringLiteral("No room left."));
            return -1;
        }
        written.append(data, now);
        return now;
    }

private:
    qint64 m_room;
    qint64 m_atOnce;
};

} // namespace

class TableWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerIsWrittenWithoutRows_data();
    void headerIsWrittenWithoutRows();
    void smallWritesAreJoinedAndFinished();
    void theFirstFailedWriteStopsIt();
    void aFileIsFlushed();
};

void TableWriterTest::headerIsWrittenWithoutRows_data()
{
    QTest::addColumn<TableFormat>("format");
    QTest::addColumn<QString>("text");
    QTest::newRow("csv") << TableFormat::Csv << QStringLiteral("a,b\r\n");
    QTest::newRow("tsv") << TableFormat::Tsv << QStringLiteral("a\tb\n");
    QTest::newRow("json") << TableFormat::JsonLines << QString();
    QTest::newRow("markdown") << TableFormat::Markdown << QStringLiteral("| a | b |\n| --- | --- |\n");
}

void TableWriterTest::headerIsWrittenWithoutRows()
{
    QFETCH(TableFormat, format);
    QFETCH(QString, text);
    Table table;
    table.columns = {{QStringLiteral("a")}, {QStringLiteral("b")}};
    QCOMPARE(tableText(table, format), text);
}

void TableWriterTest::smallWritesAreJoinedAndFinished()
{
    SmallDevice device(1'000'000, 1000); // takes less at once than is offered
    Table table = oneColumn(QList<Value>(20'000, QStringLiteral("answer")));
    QVERIFY(writeTable(table, TableFormat::Csv, device).has_value());
    QCOMPARE(device.written, QByteArray("text\r\n") + QByteArray("answer\r\n").repeated(20'000));
    QVERIFY2(device.writes < 1000, qPrintable(QString::number(device.writes)));
}

void TableWriterTest::theFirstFailedWriteStopsIt()
{
    SmallDevice device(100, 1000);
    const auto writer = tableWriter(TableFormat::Csv, device, {{QStringLiteral("text")}});
    Result<void> written = writer->write({QStringLiteral("answer")});
    int rows = 1;
    for (; written.has_value() && rows < 100'000; ++rows)
        written = writer->write({QStringLiteral("answer")});
    QVERIFY(!written.has_value());
    QVERIFY2(rows < 20'000, "rows are kept in memory");
    QCOMPARE(written.error().kind, ErrorKind::Internal);
    QCOMPARE(written.error().why, QStringLiteral("No room left."));
    QCOMPARE(writer->write({QStringLiteral("again")}).error(), written.error());
    QCOMPARE(writer->finish().error(), written.error());
    QCOMPARE(device.written.size(), 100);
}

void TableWriterTest::aFileIsFlushed()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("scores.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(writeTable(oneColumn({QStringLiteral("a")}), TableFormat::Csv, file).has_value());
    QFile reader(file.fileName()); // while the writer still has it
    QVERIFY(reader.open(QIODevice::ReadOnly));
    QCOMPARE(reader.readAll(), QByteArray("text\r\na\r\n"));
}

QTEST_GUILESS_MAIN(TableWriterTest)
#include "TableWriterTest.moc"
