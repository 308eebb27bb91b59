#include "TaskSamples.h"
#include "core/tasks/readers/LineReader.h"

#include <QFile>
#include <QTest>

using namespace metaspo;

/// Files that cannot be read: each gives a sentence with file, line and remedy, and nothing is imported.
class FileFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data();
    void faults();
    void pairFaults_data();
    void pairFaults();
    void filesThatAreNone();
    void longLinesAndLargeFilesAreRefused();

private:
    SampleFolder m_folder;
};

void FileFaultsTest::faults_data()
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
        "Line 3 is not valid UTF-8. Give its --encoding, or convert it, for instance with: iconv");
    add("overlong bytes", "bad.csv", "question,answer\n\xC0\xAF,2\n", "Line 2 is not valid UTF-8.");
    add("a lone surrogate", "bad.csv", "question,answer\n\xED\xA0\x80,2\n", "Line 2 is not valid UTF-8.");
    add("half a character of UTF-16", "bad.csv", QByteArray("\xFF\xFE\x00\xDCq\0,\0a\0\n\0", 12),
        "It is not valid UTF-16.");
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

void FileFaultsTest::faults()
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

void FileFaultsTest::pairFaults_data()
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

void FileFaultsTest::pairFaults()
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

void FileFaultsTest::filesThatAreNone()
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

void FileFaultsTest::longLinesAndLargeFilesAreRefused()
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

QTEST_GUILESS_MAIN(FileFaultsTest)
#include "FileFaultsTest.moc"
