#include "TaskSamples.h"
#include "core/tasks/readers/CsvReader.h"
#include "core/tasks/readers/JsonReader.h"
#include "core/tasks/readers/LineReader.h"
#include "core/tasks/readers/Source.h"

#include <QFile>
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

/// What the readers make of files, good and bad.
class ReadersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void objects_data();
    void objects();
    void sectionsOfAnObject();
    void pairedTexts();
    void pairsByContent();
    void linesOfRows();
    void stopsWhenToldTo();
    void faults_data();
    void faults();
    void pairFaults_data();
    void pairFaults();
    void filesThatAreNone();
    void longLinesAndLargeFilesAreRefused();

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
    const auto read = readCsv(path, ',', [&found](const Record& record) -> Result<Reading> {
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

void ReadersTest::faults_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("part"); // of the sentence
    const auto add = [](const char* what, const char* name, const QByteArray& content, const char* part) {
        QTest::newRow(what) << QString::fromLatin1(name) << content << QString::fromUtf8(part);
    };
    add("empty", "bad.csv", "", "It is empty.");
    add("only a mark", "bad.csv", "\xEF\xBB\xBF", "It has only empty lines.");
    add("only empty lines", "bad.csv", "\n\n \n", "It has only empty lines.");
    add("only a header", "bad.csv", "question,answer\n", "no rows below its header in line 1");
    add("too few fields", "bad.csv", "question,answer\n1,2\n3\n",
        "The row in line 3 has 1 fields, the header has 2.");
    add("too many fields", "bad.csv", "question,answer\n\"1\n1\",2\n3,4,5\n",
        "The row in line 4 has 3 fields, the header has 2.");
    add("quote never closed", "bad.csv", "question,answer\n1,2\n\"3,4\n5,6\n",
        "The quotes in line 3 do not match.");
    add("quote inside a field", "bad.csv", "question,answer\n1,2\n3\"5,4\n",
        "The quotes in line 3 do not match.");
    add("two columns of one name", "bad.csv", "answer,answer\n1,2\n",
        "Two columns of the header in line 1 are called \"answer\".");
    add("Latin-1", "bad.csv", "question,answer\nok,1\ncaf\xE9,2\n",
        "Line 3 is not valid UTF-8. Convert it, for instance with: iconv");
    add("overlong bytes", "bad.csv", "question,answer\n\xC0\xAF,2\n", "Line 2 is not valid UTF-8.");
    add("a lone surrogate", "bad.csv", "question,answer\n\xED\xA0\x80,2\n", "Line 2 is not valid UTF-8.");
    add("UTF-16", "bad.csv", QByteArray("\xFF\xFEq\0,\0a\0\n\0", 10),
        "It is in UTF-16 (line 1); only UTF-8 is read.");
    add("a NUL byte", "bad.csv", QByteArray("question,answer\na\0b,1\n", 22), "Line 2 contains a NUL byte");
    add("JSON broken", "bad.json", "[\n{\"question\": 1},\n{\"question\": }\n]",
        "Line 3 is not valid JSON at column 14");
    add("JSON cut off", "bad.json", "[{\"question\": 1},", "Line 1 is not valid JSON");
    add("JSON with another encoding", "bad.json", "[\n{\"question\": \"caf\xE9\"}]",
        "Line 2 is not valid UTF-8.");
    add("JSON without arrays", "bad.json", "{\"question\": 1, \"answer\": 2}",
        "none of the arrays that hold examples; it has: answer, question.");
    add("JSON empty array", "bad.json", "[]", "Its array is empty.");
    add("JSON empty arrays", "bad.json", "{\"train\": [], \"test\": []}", "Its arrays are empty.");
    add("JSON no objects", "bad.json", "[1, 2]", "Row 1 is not an object");
    add("JSON no object in a section", "bad.json", "{\"test\": [{\"q\": 1}, 2]}",
        "Row 2 of test is not an object");
    add("JSON Lines broken", "bad.jsonl",
        "{\"question\":\"a\",\"answer\":\"1\"}\n{\"question\":\"b\",\"answer\":}\n",
        "Line 2 is not valid JSON at column 26");
    add("JSON Lines no object", "bad.jsonl", "{\"question\":\"a\",\"answer\":\"1\"}\n[1]\n",
        "Line 2 is not an object");
    add("lonely text", "bad.txt", "just\nsome\ntext\n", "the file with its labels was not found");
}

void ReadersTest::faults()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, part);
    const auto preview = importFiles({m_folder.write(name, content)});
    QVERIFY(!preview);
    const QString text = sentence(preview.error());
    QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY2(text.contains(name), qPrintable(text));
    QVERIFY2(!preview.error().remedy.isEmpty(), "there must be something to do");
    QCOMPARE(preview.error().kind, ErrorKind::BadInput);
}

void ReadersTest::pairFaults_data()
{
    QTest::addColumn<QByteArray>("texts");
    QTest::addColumn<QByteArray>("labels");
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* what, const QByteArray& texts, const QByteArray& labels,
                        const QByteArray& mapping, const char* part) {
        QTest::newRow(what) << texts << labels << mapping << QString::fromLatin1(part);
    };
    add("a label too few", "a\nb\nc\n", "0\n1\n", "0\tx\n1\ty\n",
        "\"z_labels.txt\" cannot be imported. It ends after line 2, but \"z_text.txt\" goes on.");
    add("a label too many", "a\n", "0\n1\n", "0\tx\n1\ty\n",
        "\"z_text.txt\" cannot be imported. It ends after line 1, but \"z_labels.txt\" goes on.");
    add("not in the mapping", "a\nb\n", "0\n7\n", "0\tx\n1\ty\n",
        "The label \"7\" in line 2 is not in \"z_mapping.txt\".");
    add("mapping without names", "a\n", "0\n", "0\tx\nodd\n",
        "\"z_mapping.txt\" cannot be imported. Line 2 names no label.");
    add("an empty text", "a\n\n", "0\n1\n", "0\tx\n1\ty\n", "Line 2: the question is empty.");
    add("labels in another encoding", "a\nb\n", "0\n\xE9\n", "0\tx\n1\ty\n",
        "\"z_labels.txt\" cannot be imported. Line 2 is not valid UTF-8.");
}

void ReadersTest::pairFaults()
{
    QFETCH(QByteArray, texts);
    QFETCH(QByteArray, labels);
    QFETCH(QByteArray, mapping);
    QFETCH(QString, part);
    const SampleFolder folder;
    folder.write(QStringLiteral("z_labels.txt"), labels);
    folder.write(QStringLiteral("z_mapping.txt"), mapping);
    const auto preview = importFiles({folder.write(QStringLiteral("z_text.txt"), texts)});
    QVERIFY(!preview);
    QVERIFY2(sentence(preview.error()).contains(part), qPrintable(sentence(preview.error())));
}

void ReadersTest::filesThatAreNone()
{
    const SampleFolder folder;
    const auto missing = importFiles({folder.path(QStringLiteral("nowhere.csv"))});
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(sentence(missing.error()).contains(u"nowhere.csv"));
    const auto folderItself = importFiles({folder.path(QStringLiteral("."))});
    QVERIFY(!folderItself);
    QVERIFY(sentence(folderItself.error()).contains(u"It is a folder."));
    const auto device = importFiles({QStringLiteral("/dev/zero")});
    QVERIFY(!device);
    QVERIFY(sentence(device.error()).contains(u"It is no regular file."));
    const auto nothing = importFiles({});
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().kind, ErrorKind::WrongUsage);

    const QString locked = folder.write(QStringLiteral("locked.csv"), "q,a\n1,2\n");
    QVERIFY(QFile::setPermissions(locked, {}));
    if (QFile probe(locked); !probe.open(QIODevice::ReadOnly)) { // the superuser may read anything
        const auto unreadable = importFiles({locked});
        QVERIFY(!unreadable);
        QVERIFY(sentence(unreadable.error()).contains(u"It cannot be read"));
    }
    // A sibling's labels do not stand in for one's own.
    folder.write(QStringLiteral("s_val_text.txt"), "a\n");
    folder.write(QStringLiteral("s_val_labels.txt"), "0\n");
    const auto half = importFiles({folder.write(QStringLiteral("s_test_text.txt"), "b\n")});
    QVERIFY(!half);
    QVERIFY(sentence(half.error()).contains(u"s_test_text.txt"));
}

void ReadersTest::longLinesAndLargeFilesAreRefused()
{
    const SampleFolder folder;
    LineReader reader(folder.write(QStringLiteral("long.txt"), QByteArray(3 * 1024 * 1024, 'x')),
                      2 * 1024 * 1024);
    QVERIFY(reader.open());
    const auto line = reader.next();
    QVERIFY(!line);
    QVERIFY2(sentence(line.error()).contains(u"Line 1 is longer than 2 MB."),
             qPrintable(sentence(line.error())));
    // A sparse file: large without taking space or time.
    QFile sparse(folder.path(QStringLiteral("large.csv")));
    QVERIFY(sparse.open(QIODevice::WriteOnly));
    QVERIFY(sparse.resize(LineReader::largestFile + 1));
    sparse.close();
    const auto large = importFiles({sparse.fileName()});
    QVERIFY(!large);
    QVERIFY2(sentence(large.error()).contains(u"MB are read"), qPrintable(sentence(large.error())));
}

QTEST_GUILESS_MAIN(ReadersTest)
#include "ReadersTest.moc"
