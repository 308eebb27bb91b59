#include "core/tasks/Import.h"
#include "TaskSamples.h"
#include "core/tasks/TaskFile.h"

#include <QTest>

using namespace metaspo;

Q_DECLARE_METATYPE(metaspo::Options)
Q_DECLARE_METATYPE(metaspo::AnswerKind)

namespace {

QString o(const char* text)
{
    return QString::fromUtf8(text);
}

/// A table with the header and 60 rows; "%" becomes the row's number, "*" one of the answers in turn.
QByteArray table(const QByteArray& header, const QByteArray& row,
                 const QByteArrayList& answers = {"red", "blue"})
{
    QByteArray content = header + '\n';
    for (int i = 0; i < 60; ++i)
        content +=
            QByteArray(row).replace("%", QByteArray::number(i)).replace("*", answers[i % answers.size()]) +
            '\n';
    return content;
}

} // namespace

/// Imports without a preset: guessing, options, and what is asked for.
class ImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guessesColumns_data();
    void guessesColumns();
    void guessesFormats_data();
    void guessesFormats();
    void asksForWhatItCannotGuess_data();
    void asksForWhatItCannotGuess();
    void optionsDecide();
    void splitColumn();
    void listsAreAcceptedAnswers();
    void badRowsImportNothing_data();
    void badRowsImportNothing();
    void severalFilesBecomeSeveralTasks();
    void taskFilesAreImportedToo();
    void notesSayWhatHappened();
};

void ImportTest::guessesColumns_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("question"); // of the second row
    QTest::addColumn<QString>("id");
    const auto add = [](const char* header, const char* row, const char* question, const char* id = "") {
        QTest::newRow(header) << table(header, row) << o(question) << o(id);
    };
    add("question,answer", "Q%,*", "Q1");
    add("Input,Target", "Q%,*", "Q1");
    add("text,label", "Q%,*", "Q1");
    add("label,text", "*,Q%", "Q1");
    add("id,sentence,class", "%,Q%,*", "Q1", "1");
    add("tweet_text,label_gold,other", "Q%,*,x", "Q1");
    add("Review Text,Stars", "Q%,*", "Q1");
    add("passage,question,answer", "P%,Q%,*", "P1\n\nQ1");
    add("context,question,answers", "P%,Q%,*", "P1\n\nQ1");
    add("passage,text,answer", "P%,Q%,*", "Q1");
}

void ImportTest::guessesColumns()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, question);
    QFETCH(QString, id);
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(o("My Table.csv"), content)});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->preset, QString());
    const Task& task = preview->tasks.front();
    QCOMPARE(task.name, o("my-table"));
    QCOMPARE(task.domain, o("General"));
    QCOMPARE(task.origin, o("My Table.csv"));
    QCOMPARE(task.examples[1].question, question);
    QCOMPARE(task.examples[1].answers, QStringList{o("blue")});
    QCOMPARE(task.examples[1].externalId, id);
    QCOMPARE(problemsOf(task, TaskProblem::Severity::Error), QStringList());
    QCOMPARE(notReadBack(task), QList<int>());
}

void ImportTest::guessesFormats_data()
{
    QTest::addColumn<QByteArrayList>("answers");
    QTest::addColumn<Options>("options");
    QTest::addColumn<AnswerKind>("kind");
    QTest::addColumn<QString>("request"); // how the user prompt ends
    const auto add = [](const char* what, const QByteArrayList& answers, AnswerKind kind, const char* request,
                        const Options& options = {}) {
        QTest::newRow(what) << answers << options << kind << o(request);
    };
    add("letters", {"A", "(B)", "c."}, AnswerKind::Label,
        "Write A, (B) or c. inside <answer></answer> tags.");
    add("capital letters", {"A", "(B)", "C."}, AnswerKind::Choice,
        "Write only the letter of the right option inside <answer></answer> tags.");
    add("words", {"red", "blue", "Red"}, AnswerKind::Label,
        "Write red or blue inside <answer></answer> tags.");
    add("numbers", {"1", "2", "\"1,000\""}, AnswerKind::Number,
        "Write only the number inside <answer></answer> tags.");
    add("decimals", {"1", "2.5", "-.5"}, AnswerKind::Number,
        "Write only the number inside <answer></answer> tags.");
    QByteArrayList many;
    for (int i = 0; i < 60; ++i)
        many.append("thing " + QByteArray::number(i));
    add("many", many, AnswerKind::Text, "in as few words as possible, inside <answer></answer> tags.");
    add("labels given", {"red", "blue"}, AnswerKind::Label,
        "Write blue, green or red inside <answer></answer> tags.", {{o("labels"), o("blue, green ,red")}});
    add("letters given", {"A", "B"}, AnswerKind::Choice,
        "the letter of the right option inside <answer></answer> tags.", {{o("labels"), o("A,B,C")}});
    add("text given", {"1", "2"}, AnswerKind::Text,
        "in as few words as possible, inside <answer></answer> tags.", {{o("format"), o("text")}});
    add("label given for numbers", {"1", "2"}, AnswerKind::Label,
        "Write 1 or 2 inside <answer></answer> tags.", {{o("format"), o("label")}, {o("labels"), o("1,2")}});
}

void ImportTest::guessesFormats()
{
    QFETCH(QByteArrayList, answers);
    QFETCH(Options, options);
    QFETCH(AnswerKind, kind);
    QFETCH(QString, request);
    const SampleFolder folder;
    const auto preview =
        importFiles({folder.write(o("t.csv"), table("question,answer", "Q%,*", answers))}, options);
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    const Task& task = preview->tasks.front();
    QCOMPARE(task.format.kind, kind);
    QCOMPARE(task.format.number, answers.contains("2.5") ? NumberKind::Decimal : NumberKind::Integer);
    QVERIFY2(task.userPrompt.endsWith(request), qPrintable(task.userPrompt));
    QCOMPARE(task.userPrompt.count(questionPlaceholder), 1);
    QCOMPARE(task.metric.kind, kind == AnswerKind::Text ? MetricKind::ExactMatch : MetricKind::Accuracy);
    QCOMPARE(notReadBack(task), QList<int>());
}

void ImportTest::asksForWhatItCannotGuess_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Options>("options");
    QTest::addColumn<QString>("asked");
    QTest::newRow("question") << table("words,answer", "Q%,*") << Options() << o("Give --question COLUMN");
    QTest::newRow("answer") << table("question,colour", "Q%,*") << Options() << o("Give --answer COLUMN.");
    QTest::newRow("both") << table("words,colour", "Q%,*") << Options{{o("question"), o("words")}}
                          << o("Give --answer COLUMN.");
    QTest::newRow("no such answer") << table("question,colour", "Q%,*") << Options{{o("answer"), o("color")}}
                                    << o("There is no column \"color\".");
    QTest::newRow("no such question")
        << table("question,answer", "Q%,*") << Options{{o("question"), o("{text}")}}
        << o("There is no column \"text\".");
}

void ImportTest::asksForWhatItCannotGuess()
{
    QFETCH(QByteArray, content);
    QFETCH(Options, options);
    QFETCH(QString, asked);
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(o("t.csv"), content)}, options);
    QVERIFY(!preview);
    const QString text = sentence(preview.error());
    QVERIFY2(text.contains(asked), qPrintable(text));
    const QString columns = QString::fromUtf8(content.left(content.indexOf('\n'))).replace(u',', o(", "));
    QVERIFY2(text.contains(o("The columns are: %1.").arg(columns)), qPrintable(text));
}

void ImportTest::optionsDecide()
{
    const SampleFolder folder;
    const QString path = folder.write(o("t.csv"), table("words,place,colour", "W%,P%,*"));
    const auto preview = importFiles({path}, {{o("question"), o("{place}: {words}")},
                                              {o("answer"), o("colour")},
                                              {o("domain"), o("Colours")},
                                              {o("metric"), o("macro-f1")},
                                              {o("seed"), o("5")},
                                              {o("test"), o("20")}});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    const Task& task = preview->tasks.front();
    QCOMPARE(task.examples[1].question, o("P1: W1"));
    QCOMPARE(task.domain, o("Colours"));
    QCOMPARE(task.metric.kind, MetricKind::MacroF1);
    QCOMPARE(countIn(task, Split::Test), 20);
    const auto other = importFiles({path}, {{o("question"), o("{place}: {words}")},
                                            {o("answer"), o("colour")},
                                            {o("domain"), o("Colours")},
                                            {o("metric"), o("macro-f1")},
                                            {o("seed"), o("6")},
                                            {o("test"), o("20")}});
    QVERIFY(other);
    QVERIFY2(other->tasks.front().examples != task.examples, "another seed draws other splits");
}

void ImportTest::splitColumn()
{
    const SampleFolder folder;
    QByteArray content = "question,answer,split\n";
    const char* const splits[] = {"train", "dev", "test"};
    for (int i = 0; i < 60; ++i)
        content +=
            "Q" + QByteArray::number(i) + ",red " + QByteArray::number(i % 2) + ',' + splits[i % 3] + '\n';
    const auto preview = importFiles({folder.write(o("t.csv"), content)});
    QVERIFY(preview);
    for (const Example& example : preview->tasks.front().examples)
        QCOMPARE(static_cast<int>(example.split), example.index % 3);
    const auto bad = importFiles({folder.write(o("t.csv"), content + "Q,red 1,exam\n")});
    QVERIFY(!bad);
    QVERIFY2(
        sentence(bad.error()).contains(u"Line 62: the split \"exam\" is none of train, validation, test."),
        qPrintable(sentence(bad.error())));
}

void ImportTest::listsAreAcceptedAnswers()
{
    const SampleFolder folder;
    QByteArray content;
    for (int i = 0; i < 40; ++i)
        content += R"({"question":"Q)" + QByteArray::number(i) + R"(","answers":{"text":["One )" +
                   QByteArray::number(i) + R"(","1"],"answer_start":[3,4]}})" + '\n';
    const auto preview = importFiles({folder.write(o("squad.jsonl"), content)});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->tasks.front().examples[2].answers, (QStringList{o("One 2"), o("1")}));
    QCOMPARE(preview->tasks.front().format.kind, AnswerKind::Text);
}

void ImportTest::badRowsImportNothing_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty question") << QByteArray(R"({"question":" ","answer":"x"})")
                                    << o("Line 301: the question is empty.");
    QTest::newRow("empty answer") << QByteArray(R"({"question":"q","answer":""})")
                                  << o("Line 301: the answer is empty.");
    QTest::newRow("null answer") << QByteArray(R"({"question":"q","answer":null})")
                                 << o("Line 301: the answer is empty.");
    QTest::newRow("no answers") << QByteArray(R"({"question":"q","answer":[]})")
                                << o("Line 301: there is no answer.");
    QTest::newRow("field missing") << QByteArray(R"({"question":"q"})")
                                   << o("Line 301: the field \"answer\" is missing.");
    QTest::newRow("broken") << QByteArray(R"({"question":"q")") << o("Line 301 is not valid JSON");
}

void ImportTest::badRowsImportNothing()
{
    QFETCH(QByteArray, row);
    QFETCH(QString, part);
    const SampleFolder folder;
    QByteArray content;
    for (int i = 0; i < 300; ++i)
        content += R"({"question":"Q)" + QByteArray::number(i) + R"(","answer":"red"})" + '\n';
    const QString good = folder.write(o("good.jsonl"), content);
    const auto preview = importFiles({good, folder.write(o("bad.jsonl"), content + row + '\n')});
    QVERIFY(!preview);
    QVERIFY2(sentence(preview.error()).contains(part), qPrintable(sentence(preview.error())));
    QVERIFY(sentence(preview.error()).contains(u"bad.jsonl"));
}

void ImportTest::severalFilesBecomeSeveralTasks()
{
    const SampleFolder folder;
    const SampleFolder other;
    const QString first = folder.write(o("t.csv"), table("question,answer", "Q%,*"));
    const QString second = other.write(o("t.csv"), table("question,answer", "R%,*"));
    const QString third = folder.write(o("u.csv"), table("question,answer", "S%,*"));
    const auto preview = importFiles({first, second, third, first});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QStringList names;
    for (const Task& task : preview->tasks)
        names.append(task.name);
    QCOMPARE(names, (QStringList{o("t"), o("t-2"), o("u")}));
}

void ImportTest::taskFilesAreImportedToo()
{
    const SampleFolder folder;
    Task task = yesNoTask(150);
    for (Example& example : task.examples)
        example.split = example.index < 50    ? Split::Train
                        : example.index < 100 ? Split::Validation
                                              : Split::Test;
    const QString path = folder.write(o("anything.txt"), writeTaskFile(task));
    const auto preview = importFiles({path});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->tasks, QList<Task>{task});
    QCOMPARE(preview->columns, (QStringList{o("question"), o("answer"), o("split")}));
    const auto changed =
        importFiles({path}, {{o("name"), o("other")}, {o("role"), o("target")}, {o("domain"), o("D")}});
    QVERIFY(changed);
    QCOMPARE(changed->tasks.front().name, o("other"));
    QCOMPARE(changed->tasks.front().role, TaskRole::Target);
    QCOMPARE(changed->tasks.front().examples, task.examples);
    const auto refused = importFiles({path}, {{o("answer"), o("x")}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::WrongUsage);
}

void ImportTest::notesSayWhatHappened()
{
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(o("t.csv"), table("question,answer", "Q%,*"))});
    QVERIFY(preview);
    const QString notes = preview->notes.join(u'\n');
    for (const char* note :
         {"t: 20 train, 20 validation, 20 test.", "The question was taken from: question.",
          "The answer was taken from: answer.", "No domain was given, so it is \"General\"",
          "A plain user prompt was filled in"})
        QVERIFY2(notes.contains(o(note)), qPrintable(notes));
    QCOMPARE(preview->columns, (QStringList{o("question"), o("answer")}));
    QCOMPARE(preview->rows.size(), 60);
}

QTEST_GUILESS_MAIN(ImportTest)
#include "ImportTest.moc"
