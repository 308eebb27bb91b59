#include "TaskSamples.h"
#include "core/domain/Draw.h"
#include "core/tasks/TaskFile.h"

#include <QTest>

using namespace metaspo;

namespace {

/// Pieces that mean something to one of the readers.
const QByteArrayList& pieces()
{
    static const QByteArrayList list{"{",
                                     "}",
                                     "[",
                                     "]",
                                     ":",
                                     ",",
                                     "\"",
                                     "\\",
                                     "\n",
                                     "\r\n",
                                     "\t",
                                     ";",
                                     "'",
                                     "---\n",
                                     "- ",
                                     "|\n",
                                     "&a ",
                                     "*a",
                                     "!!",
                                     "? ",
                                     "null",
                                     "true",
                                     "1e999",
                                     "-0",
                                     "\\u0000",
                                     "\\ud800",
                                     "\\u",
                                     "\xEF\xBB\xBF",
                                     "\xFF\xFE",
                                     "\xC3",
                                     "\xC3\xA9",
                                     "\xF0\x9F\x98\x80",
                                     "question",
                                     "answer",
                                     "answers",
                                     "label",
                                     "text",
                                     "train",
                                     "test",
                                     "examples",
                                     "input",
                                     "target",
                                     "split",
                                     "cop",
                                     "opa",
                                     "\"question\":",
                                     "\"answer\":",
                                     "\"train\":[",
                                     "{\"question\":\"a\",\"answer\":\"b\"}\n",
                                     "question,answer\n",
                                     "a,b\n",
                                     "name: x\n",
                                     "domain: y\n",
                                     "user_prompt: '{question}'\n",
                                     "answer_format: ",
                                     "labels:\n",
                                     "choices: [A, B]\n",
                                     "choice\n",
                                     "label\n"};
    return list;
}

QByteArray randomContent(Draw& draw)
{
    QByteArray content;
    const bool isRaw = draw.below(4) == 0;
    for (qsizetype i = 1 + draw.below(60); i > 0; --i)
        content +=
            isRaw ? QByteArray(1, static_cast<char>(draw.below(256))) : pieces()[draw.below(pieces().size())];
    return content;
}

/// A good file with a few bytes changed, taken out or put in.
QByteArray mutated(QByteArray content, Draw& draw)
{
    for (qsizetype i = 1 + draw.below(4); i > 0 && !content.isEmpty(); --i) {
        const qsizetype at = draw.below(content.size());
        switch (draw.below(4)) {
        case 0:
            content[at] = static_cast<char>(draw.below(256));
            break;
        case 1:
            content.remove(at, 1 + draw.below(20));
            break;
        case 2:
            content.insert(at, pieces()[draw.below(pieces().size())]);
            break;
        default:
            content.truncate(at);
        }
    }
    return content;
}

QByteArrayList goodFiles()
{
    QByteArray table = "passage,question,answer\n";
    QByteArray lines;
    QByteArrayList rows;
    for (int i = 0; i < 12; ++i) {
        const QByteArray number = QByteArray::number(i);
        table += "\"P, " + number + "\",Q" + number + (i % 2 ? ",True\n" : ",False\n");
        rows.append("{\"question\":\"Q" + number + "\",\"answers\":[\"A\",\"B" + number +
                    "\"],\"ctxs\":[{\"title\":\"t\",\"text\":\"p\"}]}");
        lines += rows.last() + '\n';
    }
    return {table, lines, "{\"train\":[" + rows.join(',') + "],\"test\":[" + rows.join(',') + "]}",
            writeTaskFile(yesNoTask(12))};
}

/// What must hold whatever the file was: a task that is whole, or an error that says something.
void requireWhole(const Result<ImportPreview>& preview)
{
    if (!preview) {
        QVERIFY(!preview.error().what.isEmpty());
        QVERIFY(preview.error().kind == ErrorKind::BadInput || preview.error().kind == ErrorKind::WrongUsage);
        return;
    }
    QVERIFY(!preview->tasks.isEmpty());
    for (const Task& task : preview->tasks) {
        QVERIFY(!task.examples.isEmpty());
        for (qsizetype i = 0; i < task.examples.size(); ++i)
            QCOMPARE(task.examples[i].index, static_cast<int>(i));
        problemsOf(task, TaskProblem::Severity::Error);
    }
}

} // namespace

/// Whatever bytes a file has: no reader crashes, none returns half a task, every refusal says why.
class RandomBytesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomFiles_data();
    void randomFiles();
    void damagedFiles_data();
    void damagedFiles();
    void pairedFiles();
    void taskFiles();
    void deepNesting_data();
    void deepNesting();

private:
    void addNames();
};

void RandomBytesTest::addNames()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"a.csv", "a.tsv", "a.json", "a.jsonl", "a.txt", "a"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void RandomBytesTest::randomFiles_data()
{
    addNames();
}

void RandomBytesTest::randomFiles()
{
    QFETCH(QString, name);
    const SampleFolder folder;
    for (quint64 seed = 1; seed <= 300; ++seed) {
        Draw draw(seed, QStringLiteral("random file ") + name);
        requireWhole(importFiles({folder.write(name, randomContent(draw))}));
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
}

void RandomBytesTest::damagedFiles_data()
{
    addNames();
}

void RandomBytesTest::damagedFiles()
{
    QFETCH(QString, name);
    const SampleFolder folder;
    const QByteArrayList files = goodFiles();
    int imported = 0;
    for (quint64 seed = 1; seed <= 300; ++seed) {
        Draw draw(seed, QStringLiteral("damaged file ") + name);
        const auto preview =
            importFiles({folder.write(name, mutated(files[draw.below(files.size())], draw))});
        imported += preview ? 1 : 0;
        requireWhole(preview);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
    QVERIFY2(imported > 0, "some must survive, or the test reaches only the first check");
}

void RandomBytesTest::pairedFiles()
{
    const SampleFolder folder;
    for (quint64 seed = 1; seed <= 300; ++seed) {
        Draw draw(seed, u"paired files");
        const QString text =
            folder.write(QStringLiteral("p_test_text.txt"), mutated("one\ntwo\nthree\nfour\n", draw));
        folder.write(QStringLiteral("p_test_labels.txt"), mutated("0\n1\n0\n1\n", draw));
        folder.write(QStringLiteral("p_mapping.txt"), mutated("0\tnon_irony\n1\tirony\n", draw));
        requireWhole(importFiles({text}));
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
}

void RandomBytesTest::taskFiles()
{
    const QByteArray good = writeTaskFile(yesNoTask(12));
    for (quint64 seed = 1; seed <= 1000; ++seed) {
        Draw draw(seed, u"task file");
        const auto task = readTaskFile(
            seed % 2 ? mutated(good, draw) : "---\n" + randomContent(draw) + "\n---\n" + randomContent(draw),
            QStringLiteral("f"));
        if (!task) {
            QVERIFY(!task.error().what.isEmpty());
            continue;
        }
        const auto again = readTaskFile(writeTaskFile(*task), QStringLiteral("f"));
        QVERIFY2(again && *again == *task, qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
}

void RandomBytesTest::deepNesting_data()
{
    QTest::addColumn<QByteArray>("content");
    constexpr int depth = 100'000;
    QTest::newRow("JSON arrays") << QByteArray(depth, '[');
    QTest::newRow("JSON objects") << QByteArray("{\"a\":").repeated(depth);
    QTest::newRow("JSON in a row") << QByteArray("{\"question\":1,\"answer\":1}\n{\"question\":" +
                                                 QByteArray(depth, '['));
    QTest::newRow("YAML flow") << QByteArray("---\nlabels: " + QByteArray(depth, '[') + "\n---\n{}\n");
    QTest::newRow("YAML maps") << QByteArray("---\nlabels: " + QByteArray("{a: ").repeated(depth) +
                                             "\n---\n{}\n");
    QTest::newRow("YAML keys") << QByteArray("---\n" + QByteArray("? ").repeated(depth) + "\n---\n{}\n");
    QTest::newRow("YAML lists") << QByteArray("---\nlabels:\n" + QByteArray("- ").repeated(depth) +
                                              "\n---\n{}\n");
    QTest::newRow("quotes") << QByteArray("question,answer\n" + QByteArray(depth, '"'));
}

void RandomBytesTest::deepNesting()
{
    QFETCH(QByteArray, content);
    const SampleFolder folder;
    requireWhole(importFiles({folder.write(QStringLiteral("deep"), content)}));
}

QTEST_GUILESS_MAIN(RandomBytesTest)
#include "RandomBytesTest.moc"
