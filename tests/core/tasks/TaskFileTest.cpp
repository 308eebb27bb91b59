#include "core/tasks/TaskFile.h"
#include "TaskSamples.h"
#include "core/domain/Draw.h"
#include "core/tasks/Splitter.h"
#include "core/tasks/StarterTasks.h"

#include <QTest>

using namespace metaspo;

namespace {

const QByteArray head = "---\n"
                        "name: colours\n"
                        "domain: Samples\n"
                        "user_prompt: |\n"
                        "  Which colour?\n"
                        "\n"
                        "  {question}\n"
                        "answer_format: label\n"
                        "labels:\n"
                        "  \"yes\": [\"yes\", right]\n"
                        "  \"no\": wrong\n"
                        "---\n";

QString randomText(Draw& draw)
{
    static const QList<QString> pieces{QStringLiteral("plain"),      QStringLiteral(" "),
                                       QStringLiteral("  "),         QStringLiteral("\n"),
                                       QStringLiteral("\n\n"),       QStringLiteral("\t"),
                                       QStringLiteral("\r"),         QStringLiteral("\""),
                                       QStringLiteral("'"),          QStringLiteral("\\"),
                                       QStringLiteral("---"),        QStringLiteral(": "),
                                       QStringLiteral("# "),         QStringLiteral("- "),
                                       QStringLiteral("{question}"), QStringLiteral("{}[],&*!|>%@`"),
                                       QStringLiteral("\u00E9"),     QStringLiteral("\u65E5\u672C"),
                                       QStringLiteral("\U0001F600"), QStringLiteral("\u0085"),
                                       QStringLiteral("\u2028"),     QStringLiteral("\uFEFF"),
                                       QStringLiteral("\u0004"),     QStringLiteral("\u007F"),
                                       QStringLiteral("null"),       QStringLiteral("yes"),
                                       QStringLiteral("1.0"),        QStringLiteral("~")};
    QString text;
    for (qsizetype i = draw.below(7); i > 0; --i)
        text += pieces[draw.below(pieces.size())];
    return text;
}

template <typename E> E randomValue(Draw& draw)
{
    return Names<E>::table[static_cast<std::size_t>(
                               draw.below(static_cast<qsizetype>(Names<E>::table.size())))]
        .first;
}

QStringList randomTexts(Draw& draw, qsizetype least)
{
    QStringList texts;
    for (qsizetype i = least + draw.below(4); i > 0; --i)
        texts.append(randomText(draw));
    return texts;
}

Task randomTask(Draw& draw)
{
    Task task;
    task.name = randomText(draw);
    task.domain = randomText(draw);
    task.role = randomValue<TaskRole>(draw);
    task.userPrompt = randomText(draw);
    task.origin = randomText(draw);
    task.licence = randomText(draw);
    task.format.kind = randomValue<AnswerKind>(draw);
    task.format.number = randomValue<NumberKind>(draw);
    task.format.choices = randomTexts(draw, 1);
    for (int i = 0; i < 3; ++i)
        task.format.labels.append({QString::number(i) + randomText(draw), randomTexts(draw, 0)});
    task.metric.kind = randomValue<MetricKind>(draw);
    task.metric.tolerance = draw.unit();
    task.metric.judge = randomText(draw);
    task.metric.command = randomText(draw);
    for (int i = 0; i < 5; ++i)
        task.examples.append(
            {i, randomValue<Split>(draw), randomText(draw), randomTexts(draw, 0), randomText(draw)});
    return task;
}

} // namespace

/// The program's own task format, forth and back.
class TaskFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void givenSplitsStay();
    void withoutSplitsTheDefaultRuleApplies();
    void otherSizesAndSeed();
    void roundTripOfRandomTasks();
    void roundTripOfStarterTasks();
    void looksLikeWhatPeopleWrite();
    void carriageReturns();
    void faults_data();
    void faults();
};

void TaskFileTest::reads()
{
    const auto task = readTaskFile(head + "{\"question\":\"Red?\",\"answer\":\"right\",\"id\":\"x1\"}\n\n"
                                          "{\"question\":\"Blue?\",\"answers\":[\"no\",\"wrong\"]}\n"
                                          "{\"question\":\"Five?\",\"answer\":5}\n",
                                   QStringLiteral("colours.jsonl"));
    QVERIFY2(task, task ? "" : qPrintable(sentence(task.error())));
    QCOMPARE(task->name, QStringLiteral("colours"));
    QCOMPARE(task->domain, QStringLiteral("Samples"));
    QCOMPARE(task->role, TaskRole::Source);
    QCOMPARE(task->userPrompt, QStringLiteral("Which colour?\n\n{question}"));
    QCOMPARE(task->format.kind, AnswerKind::Label);
    QCOMPARE(task->format.labels,
             (QList<Label>{{QStringLiteral("yes"), {QStringLiteral("yes"), QStringLiteral("right")}},
                           {QStringLiteral("no"), {QStringLiteral("wrong")}}}));
    QCOMPARE(task->examples.size(), 3);
    QCOMPARE(task->examples[0].externalId, QStringLiteral("x1"));
    QCOMPARE(task->examples[1].answers, (QStringList{QStringLiteral("no"), QStringLiteral("wrong")}));
    QCOMPARE(task->examples[2].answers, QStringList{QStringLiteral("5")});
    QCOMPARE(task->examples[2].index, 2);
}

void TaskFileTest::givenSplitsStay()
{
    const auto task =
        readTaskFile(head + "{\"question\":\"a\",\"answer\":\"yes\",\"split\":\"test\"}\n"
                            "{\"question\":\"b\",\"answer\":\"yes\",\"split\":\"validation\"}\n",
                     QStringLiteral("f"));
    QVERIFY(task);
    QCOMPARE(task->examples[0].split, Split::Test);
    QCOMPARE(task->examples[1].split, Split::Validation);
}

void TaskFileTest::withoutSplitsTheDefaultRuleApplies()
{
    Task task = yesNoTask(150);
    QByteArray content = writeTaskFile(task);
    content.replace(",\"split\":\"train\"", "");
    const auto read = readTaskFile(content, QStringLiteral("f"));
    QVERIFY(read);
    QVERIFY(assignSplits(task, {}, {}, 1));
    QCOMPARE(*read, task);
    // The head may name another seed.
    content.replace("answer_format:", "seed: 2\nanswer_format:");
    const auto reseeded = readTaskFile(content, QStringLiteral("f"));
    QVERIFY(reseeded);
    QVERIFY(assignSplits(task, {}, {}, 2));
    QCOMPARE(*reseeded, task);
}

void TaskFileTest::otherSizesAndSeed()
{
    QByteArray content = writeTaskFile(yesNoTask(150));
    content.replace(",\"split\":\"train\"", "");
    const auto read = readTaskFile(content, QStringLiteral("f"), {16, 16, 40}, 9);
    QVERIFY(read);
    Task expected = yesNoTask(150);
    QVERIFY(assignSplits(expected, {}, {16, 16, 40}, 9));
    QCOMPARE(*read, expected);
}

void TaskFileTest::roundTripOfRandomTasks()
{
    for (quint64 seed = 1; seed <= 500; ++seed) {
        Draw draw(seed, u"task file test");
        const Task task = randomTask(draw);
        const QByteArray content = writeTaskFile(task);
        const auto read = readTaskFile(content, QStringLiteral("f"));
        QVERIFY2(read, read ? "" : qPrintable(sentence(read.error()) + u'\n' + QString::fromUtf8(content)));
        QVERIFY2(*read == task, content.constData());
    }
}

void TaskFileTest::roundTripOfStarterTasks()
{
    const auto tasks = starterTasks();
    QVERIFY(tasks);
    for (const Task& task : *tasks) {
        const auto read = readTaskFile(writeTaskFile(task), task.name);
        QVERIFY(read);
        QCOMPARE(*read, task);
    }
}

void TaskFileTest::looksLikeWhatPeopleWrite()
{
    const QByteArray content = writeTaskFile(yesNoTask(1));
    QVERIFY2(content.contains("user_prompt: |\n  Is it so?\n\n  {question}\n\n  Write yes or no inside "
                              "<answer></answer> tags.\n"),
             content.constData());
    QVERIFY2(content.contains("\nanswer_format: label\n"), content.constData());
    QVERIFY2(content.endsWith(
                 "---\n{\"answer\":\"yes\",\"question\":\"Question number 0?\",\"split\":\"train\"}\n"),
             content.constData());
}

void TaskFileTest::carriageReturns()
{
    const QByteArray content = head + "{\"question\":\"Red?\",\"answer\":\"yes\"}\n";
    const auto plain = readTaskFile(content, QStringLiteral("f"));
    const auto windows = readTaskFile(QByteArray(content).replace("\n", "\r\n"), QStringLiteral("f"));
    QVERIFY(plain && windows);
    QCOMPARE(*windows, *plain);
}

void TaskFileTest::faults_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* what, const QByteArray& content, const char* part) {
        QTest::newRow(what) << content << QString::fromLatin1(part);
    };
    const QByteArray example = "{\"question\":\"a\",\"answer\":\"yes\"}\n";
    const auto with = [&example](const QByteArray& from, const QByteArray& to) {
        return QByteArray(head).replace(from, to) + example;
    };
    add("empty", "", "Line 1 is not \"---\".");
    add("no head", example, "Line 1 is not \"---\".");
    add("head never closed", "---\nname: a\n", "never closed");
    add("no examples", head, "no examples");
    add("Latin-1", head + "{\"question\":\"caf\xE9\",\"answer\":\"yes\"}\n", "not valid UTF-8");
    add("head no YAML", with("domain: Samples", "domain: [Samples"), "not valid YAML");
    add("head a list", "---\n- a\n---\n" + example, "Line 2: the head is not a list of \"key: value\"");
    add("unknown key", with("domain:", "domian:"), "Line 3: the head has no key \"domian\"");
    add("key twice", with("domain: Samples", "domain: Samples\ndomain: Others"),
        "Line 4: \"domain\" stands twice");
    add("no name", with("name: colours\n", ""), "the head lacks \"name\"");
    add("no user prompt", "---\nname: a\ndomain: b\nanswer_format: text\n---\n" + example,
        "the head lacks \"user_prompt\"");
    add("unknown format", with("answer_format: label", "answer_format: colour"),
        "Line 8: \"answer_format\" is none of choice, label, number, text");
    add("unknown metric", with("answer_format: label", "metric: luck\nanswer_format: label"),
        "\"metric\" is none of accuracy");
    add("tolerance no number", with("answer_format: label", "tolerance: much\nanswer_format: label"),
        "\"tolerance\" is not a number");
    add("choice without choices", with("answer_format: label", "answer_format: choice"), "needs \"choices\"");
    add("example no JSON", head + example + "{\"question\":}\n", "Line 14: not valid JSON at column 13");
    add("example without question", head + "{\"answer\":\"yes\"}\n",
        "Line 13: the example has no \"question\"");
    add("question no text", head + "{\"question\":5,\"answer\":\"yes\"}\n", "no \"question\" that is a text");
    add("example without answer", head + "{\"question\":\"a\"}\n", "Line 13: the example has no \"answer\"");
    add("answer and answers", head + "{\"question\":\"a\",\"answer\":\"yes\",\"answers\":[\"no\"]}\n",
        "\"answers\" is a list, and stands instead");
    add("answers no list", head + "{\"question\":\"a\",\"answers\":\"yes\"}\n", "\"answers\" is a list");
    add("answers of objects", head + "{\"question\":\"a\",\"answers\":[{}]}\n",
        "no \"answer\" that is a text or a number");
    add("unknown split", head + "{\"question\":\"a\",\"answer\":\"yes\",\"split\":\"exam\"}\n",
        "\"split\" is none of train, validation, test");
    add("split for some", head + example + "{\"question\":\"b\",\"answer\":\"yes\",\"split\":\"test\"}\n",
        "Line 14: some examples say their split, others do not");
}

void TaskFileTest::faults()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, part);
    const auto task = readTaskFile(content, QStringLiteral("folder/bad.jsonl"));
    QVERIFY(!task);
    QCOMPARE(task.error().kind, ErrorKind::BadInput);
    const QString text = sentence(task.error());
    QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY2(text.startsWith(u"The file \"bad.jsonl\" cannot be imported."), qPrintable(text));
}

QTEST_GUILESS_MAIN(TaskFileTest)
#include "TaskFileTest.moc"
