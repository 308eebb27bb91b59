#include "TaskSamples.h"
#include "core/tasks/readers/CsvReader.h"
#include "core/tasks/readers/JsonReader.h"
#include "core/tasks/readers/Source.h"

#include <QTest>

using namespace metaspo;

namespace {

/// Rows as "a|b|c", the first line the columns.
Result<QStringList> rowsOf(const std::function<Result<void>(const RecordSink&)>& read)
{
    QStringList rows;
    const auto done = read([&rows](const Record& record) -> Result<Reading> {
        if (rows.isEmpty())
            rows.append(record.columns().join(u'|'));
        QStringList fields;
        for (const QString& column : record.columns())
            fields.append(record.text(column));
        rows.append(fields.join(u'|'));
        return Reading::GoOn;
    });
    if (!done)
        return tl::unexpected(done.error());
    return rows;
}

Result<QStringList> rowsOfFiles(const QStringList& paths)
{
    const auto sources = findSources(paths);
    if (!sources)
        return tl::unexpected(sources.error());
    return rowsOf([&sources](const RecordSink& sink) { return readRecords(sources->front(), sink); });
}

QStringList lines(const char* text)
{
    return QString::fromUtf8(text).split(u'/');
}

} // namespace

/// What the readers make of good files.
class ReadersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void quotesWhereRowsAreLeftOut_data();
    void quotesWhereRowsAreLeftOut();
    void objects_data();
    void objects();
    void sectionsOfAnObject();
    void pairedTexts();
    void unknownLabelsCanBeLeftOut();
    void pairsByContent();
    void linesOfRows();
    void stopsWhenToldTo();

private:
    SampleFolder m_folder;
};

void ReadersTest::tables_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("rows"); // separated by '/'
    const auto add = [](const char* what, const char* name, const QByteArray& content, const char* rows) {
        QTest::newRow(what) << QString::fromLatin1(name) << content << lines(rows);
    };
    add("plain", "a.csv", "q,a\n1,2\n3,4\n", "q|a/1|2/3|4");
    add("no line end at the end", "a.csv", "q,a\n1,2", "q|a/1|2");
    add("carriage returns", "a.csv", "q,a\r\n1,2\r\n3,4\r\n", "q|a/1|2/3|4");
    add("byte order mark", "a.csv", "\xEF\xBB\xBFq,a\n1,2\n", "q|a/1|2");
    add("quoted", "a.csv", "q,a\n\"1,5\",\"say \"\"hi\"\"\"\n", "q|a/1,5|say \"hi\"");
    add("line breaks inside", "a.csv", "q,a\n\"1\n\n2\",x\n3,y\n", "q|a/1\n\n2|x/3|y");
    add("spaces stay", "a.csv", "q,a\n 1 ,\" 2 \"\n", "q|a/ 1 | 2 ");
    add("empty fields", "a.csv", "q,a\n,\n\"\",1\n", "q|a/|/|1");
    add("empty lines", "a.csv", "q,a\n\n1,2\n\n\n3,4\n\n", "q|a/1|2/3|4");
    add("unnamed first column", "a.csv", ",q,a\n0,1,2\n", "column 1|q|a/0|1|2");
    add("letters of all kinds", "a.csv", "q,a\nRöntgen,日本\n", "q|a/Röntgen|日本");
    add("one column", "a.csv", "q\n1\n2\n", "q/1/2");
    add("semicolons", "a.csv", "q;a\n1,5;2\n", "q|a/1,5|2");
    add("tabs by suffix", "a.tsv", "q\ta\n1,5\t2\n", "q|a/1,5|2");
    add("tabs by content", "a.csv", "q\ta\n1,5\t2\n", "q|a/1,5|2");
    add("tabs, quoted fields", "a.tsv", "q\ta\n\"1\t5\"\t2\n", "q|a/1\t5|2");
    add("tabs, quotes that mean nothing", "a.tsv", "q\ta\n\"1 5\t2\nhe said \"no\"\tx\n",
        "q|a/\"1 5|2/he said \"no\"|x");
    add("content beats the suffix", "a.txt", "q\ta\n1\t2\n", "q|a/1|2");
}

void ReadersTest::tables()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QStringList, rows);
    const auto read = rowsOfFiles({m_folder.write(name, content)});
    QVERIFY2(read, read ? "" : qPrintable(sentence(read.error())));
    QCOMPARE(*read, rows);
}

void ReadersTest::quotesWhereRowsAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<int>("rejected");
    QTest::newRow("quotes that hold fields together")
        << QByteArray("q\ta\n\"1\t5\"\t2\ntoo\tmany\tfields\n\"two\nlines\"\tx\n") << lines("q|a/1\t5|2/two\nlines|x")
        << 1;
    QTest::newRow("quotes that mean nothing")
        << QByteArray("q\ta\n\"1 5\t2\ntoo\tmany\tfields\nhe said \"no\"\tx\n")
        << lines("q|a/\"1 5|2/he said \"no\"|x") << 1;
    QTest::newRow("no quotes") << QByteArray("q\ta\n1\t2\ntoo\tmany\tfields\n") << lines("q|a/1|2") << 1;
}

// One row with the wrong number of fields says nothing about what quotes mean.
void ReadersTest::quotesWhereRowsAreLeftOut()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, rows);
    QFETCH(int, rejected);
    const auto sources = findSources({m_folder.write(QStringLiteral("a.tsv"), content)});
    QVERIFY(sources);
    int leftOut = 0;
    const auto read = rowsOf([&](const RecordSink& sink) {
        return readRecords(sources->front(), sink, [&](const RejectedRow&) { ++leftOut; });
    });
    QVERIFY2(read, read ? "" : qPrintable(sentence(read.error())));
    QCOMPARE(*read, rows);
    QCOMPARE(leftOut, rejected);
}

void ReadersTest::objects_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("rows");
    const auto add = [](const char* what, const char* name, const QByteArray& content, const char* rows) {
        QTest::newRow(what) << QString::fromLatin1(name) << content << lines(rows);
    };
    add("array", "a.json", R"([{"a":1,"q":"x"},{"a":2,"q":"y"}])", "a|q/1|x/2|y");
    add("array over lines", "a.json", "[\n {\"a\": 1},\n {\"a\": 2}\n]\n", "a/1/2");
    add("byte order mark", "a.json", "\xEF\xBB\xBF[{\"a\":1}]", "a/1");
    add("examples", "a.json", R"({"canary":"x","examples":[{"input":"i","target":"t"}]})",
        "input|target/i|t");
    add("lines", "a.jsonl", "{\"a\":1}\n\n{\"a\":2}\n", "a/1/2");
    add("lines, without the suffix", "a.txt", "{\"a\":1}\n{\"a\":2}\n", "a/1/2");
    add("one line", "a.jsonl", "{\"a\":1}", "a/1");
    add("a document called jsonl", "a.jsonl", R"({"examples":[{"a":1}]})", "a/1");
    add("values", "a.json", R"([{"a":true,"b":null,"c":1.5,"d":["x",2],"e":{"f":1},"g":3000000000}])",
        "a|b|c|d|e|g/true||1.5|[\"x\",2]|{\"f\":1}|3000000000");
}

void ReadersTest::objects()
{
    tables();
}

void ReadersTest::sectionsOfAnObject()
{
    const QString path = m_folder.write(QStringLiteral("s.json"),
                                        R"({"test":[{"q":1}],"train":[{"q":2},{"q":3}],"dev":[{"q":4}]})");
    QStringList places;
    const auto read = readJson(path, [&places](const Record& record) -> Result<Reading> {
        places.append(record.place() + QStringLiteral(" = ") + record.text(QStringLiteral("q")));
        return Reading::GoOn;
    });
    QVERIFY(read);
    QCOMPARE(places, (QStringList{QStringLiteral("row 1 of train = 2"), QStringLiteral("row 2 of train = 3"),
                                  QStringLiteral("row 1 of dev = 4"), QStringLiteral("row 1 of test = 1")}));
    for (const auto& [section, split] : {std::pair{"train", Split::Train},
                                         {"valid", Split::Validation},
                                         {"val", Split::Validation},
                                         {"dev", Split::Validation},
                                         {"Validation", Split::Validation},
                                         {"test", Split::Test}})
        QCOMPARE(splitOfSection(QString::fromLatin1(section)), split);
    QVERIFY(!splitOfSection(QStringLiteral("examples")));
}

void ReadersTest::pairedTexts()
{
    const SampleFolder folder;
    folder.write(QStringLiteral("x_val_text.txt"), "one\ntwo \n");
    folder.write(QStringLiteral("x_val_labels.txt"), "0\n1\n");
    folder.write(QStringLiteral("x_test_text.txt"), "three\n");
    folder.write(QStringLiteral("x_test_labels.txt"), "1");
    folder.write(QStringLiteral("x_mapping.txt"), "0\tbad\n1\tvery good");
    folder.write(QStringLiteral("y_test_text.txt"), "foreign\n");
    for (const char* given : {"x_val_text.txt", "x_test_labels.txt", "x_mapping.txt"})
        QCOMPARE(rowsOfFiles({folder.path(QString::fromLatin1(given))}).value_or(QStringList()),
                 lines("text|label|label_id/one|bad|0/two |very good|1/three|very good|1"));
    const SampleFolder plain;
    plain.write(QStringLiteral("text.txt"), "one\r\n\r\n");
    QCOMPARE(
        rowsOfFiles({plain.write(QStringLiteral("labels.txt"), "good\r\nbad\r\n")}).value_or(QStringList()),
        lines("text|label/one|good/|bad"));
}

void ReadersTest::unknownLabelsCanBeLeftOut()
{
    const SampleFolder folder;
    folder.write(QStringLiteral("x_test_labels.txt"), "0\n7\n1\n");
    folder.write(QStringLiteral("x_mapping.txt"), "0\tbad\n1\tgood");
    const auto sources = findSources({folder.write(QStringLiteral("x_test_text.txt"), "one\ntwo\nthree\n")});
    QVERIFY(sources);
    QStringList leftOut;
    const auto rows = rowsOf([&](const RecordSink& sink) {
        return readRecords(sources->front(), sink, [&](const RejectedRow& row) { leftOut.append(row.place); });
    });
    QVERIFY2(rows, rows ? "" : qPrintable(sentence(rows.error())));
    QCOMPARE(*rows, lines("text|label|label_id/one|bad|0/three|good|1"));
    QCOMPARE(leftOut, QStringList{QStringLiteral("line 2")});
    QVERIFY(!rowsOf([&](const RecordSink& sink) { return readRecords(sources->front(), sink); }));
}

void ReadersTest::pairsByContent()
{
    const SampleFolder folder;
    const QString labels = folder.write(QStringLiteral("alpha.txt"), "yes\nno\nyes\n");
    const QString texts = folder.write(QStringLiteral("beta.txt"), "one\ntwo\nthree\n");
    const QStringList expected = lines("text|label/one|yes/two|no/three|yes");
    QCOMPARE(rowsOfFiles({labels, texts}).value_or(QStringList()), expected);
    QCOMPARE(rowsOfFiles({texts, labels}).value_or(QStringList()), expected);
}

void ReadersTest::linesOfRows()
{
    const QString path = m_folder.write(QStringLiteral("l.csv"), "q,a\n\n\"1\n\n2\",x\n3,y\n\n\"4\n5\",z\n");
    QList<qint64> found;
    const auto read = readCsv(path, FileFormat(), [&found](const Record& record) -> Result<Reading> {
        found.append(record.line());
        return Reading::GoOn;
    });
    QVERIFY(read);
    QCOMPARE(found, (QList<qint64>{3, 6, 8}));
}

void ReadersTest::stopsWhenToldTo()
{
    const QString table = m_folder.write(QStringLiteral("t.csv"), "q\n1\n2\n3,too many\n");
    const QString json = m_folder.write(QStringLiteral("t.jsonl"), "{\"q\":1}\n{\"q\":2}\nnot json\n");
    for (const QString& path : {table, json}) {
        int rows = 0;
        const auto sources = findSources({path});
        QVERIFY(sources);
        const auto read = readRecords(sources->front(), [&rows](const Record&) -> Result<Reading> {
            return ++rows == 2 ? Reading::Stop : Reading::GoOn;
        });
        QVERIFY2(read, "the fault behind the stop must not be reached");
        QCOMPARE(rows, 2);
    }
}

QTEST_GUILESS_MAIN(ReadersTest)
#include "ReadersTest.moc"
