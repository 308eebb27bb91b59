#include "PublishedShapes.h"
#include "TaskSamples.h"

#include <QTest>

using namespace metaspo;

/// Presets together with options, presets by name, and rows that a preset cannot use.
class PresetChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsOverrideThePreset();
    void namedPresets();
    void faults_data();
    void faults();
};

void PresetChoiceTest::optionsOverrideThePreset()
{
    const SampleFolder folder;
    const QString path = folder.write(QStringLiteral("tests.csv"), hateTests());
    const auto preview = importFiles(
        {path},
        {{QStringLiteral("name"), QStringLiteral("mine")},
         {QStringLiteral("domain"), QStringLiteral("Own")},
         {QStringLiteral("role"), QStringLiteral("target")},
         {QStringLiteral("metric"), QStringLiteral("accuracy")},
         {QStringLiteral("question"), QStringLiteral("{functionality}: {test_case}")},
         {QStringLiteral("user-prompt"), QStringLiteral("Hate? {question} <answer>yes</answer> or no")},
         {QStringLiteral("train"), QStringLiteral("16")},
         {QStringLiteral("validation"), QStringLiteral("10")},
         {QStringLiteral("test"), QStringLiteral("20")}});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    const Task& task = preview->tasks.front();
    QCOMPARE(preview->preset, QStringLiteral("hatecheck"));
    QCOMPARE(task.name, QStringLiteral("mine"));
    QCOMPARE(task.domain, QStringLiteral("Own"));
    QCOMPARE(task.role, TaskRole::Target);
    QCOMPARE(task.metric.kind, MetricKind::Accuracy);
    QCOMPARE(task.examples[1].question, QStringLiteral("f: Sentence, number 1"));
    QCOMPARE(task.examples[1].answers, QStringList{QStringLiteral("yes")}); // still the preset's
    QVERIFY(task.userPrompt.startsWith(u"Hate?"));
    QCOMPARE(countIn(task, Split::Validation), 10);
    QCOMPARE(countIn(task, Split::Test), 20);
    QCOMPARE(countIn(task, Split::Train), 30);
    // Another answer means another task: the preset's format and prompt do not fit it.
    const auto other = importFiles({path}, {{QStringLiteral("answer"), QStringLiteral("case_id")}});
    QVERIFY(other);
    QCOMPARE(other->tasks.front().format.kind, AnswerKind::Number);
    QCOMPARE(other->tasks.front().metric.kind, MetricKind::Accuracy);
    QVERIFY(!other->tasks.front().userPrompt.contains(u"hateful"));
}

void PresetChoiceTest::namedPresets()
{
    const SampleFolder folder;
    const QString path = folder.write(QStringLiteral("tests.csv"), hateTests());
    const auto named = importFiles({path}, {}, QStringLiteral("hatecheck"));
    QVERIFY(named);
    QCOMPARE(named->preset, QStringLiteral("hatecheck"));
    const auto none = importFiles({path}, {{QStringLiteral("question"), QStringLiteral("test_case")}},
                                  QStringLiteral("none"));
    QVERIFY2(none, none ? "" : qPrintable(sentence(none.error())));
    QCOMPARE(none->preset, QString());
    QCOMPARE(none->tasks.front().examples[1].answers, QStringList{QStringLiteral("hateful")});
    const auto wrong = importFiles({path}, {}, QStringLiteral("boolq"));
    QVERIFY(!wrong);
    QVERIFY2(sentence(wrong.error())
                 .contains(u"needs the columns question, answer, passage; the columns are: column 1"),
             qPrintable(sentence(wrong.error())));
    const auto unknown = importFiles({path}, {}, QStringLiteral("hatechek"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::WrongUsage);
    QVERIFY(sentence(unknown.error()).contains(u"hatecheck, liar"));
}

void PresetChoiceTest::faults_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("part");
    // Behind the first rows, so that the file is recognised before the fault is met.
    const auto add = [](const char* preset, const QByteArray& row, const char* part) {
        for (const Sample& sample : samples())
            if (QByteArray(sample.preset) == preset) {
                QByteArray content = sample.content;
                const QByteArray rows = content.mid(content.indexOf('\n') + 1);
                while (content.count('\n') < 201)
                    content += rows;
                QTest::newRow(row.constData())
                    << QString::fromLatin1(sample.name) << QByteArray(content + row + '\n')
                    << QString::fromLatin1(part);
            }
    };
    add("medmcqa",
        R"({"question":"x","opa":"","opb":"","opc":"","opd":"","cop":0,"subject_name":"s","id":""})",
        ": the field \"cop\" (the correct option) is \"0\", not 1 to 4.");
    add("medmcqa", R"({"question":"x","opa":"","opb":"","opc":"","opd":"","cop":1,"id":""})",
        ": the field \"subject_name\" is missing.");
    add("hatecheck", "9,f,9,text,unsure,us",
        ": the field \"label_gold\" is \"unsure\", neither hateful nor non-hateful.");
    add("hatecheck", "9,f,9, ,hateful,us", ": the question is empty.");
    add("liar", R"({"label":2,"text":"Statement: x"})", ": the field \"label\" is \"2\", neither 0 nor 1.");
    add("boolq", "q,Maybe,p,0", ": the field \"answer\" is \"Maybe\", neither True nor False.");
    add("natural-questions", R"({"question":"x","answers":[],"ctxs":[{"title":"t","text":"p"}]})",
        ": there is no answer.");
    add("natural-questions", R"({"question":"x","answers":["y"],"ctxs":[]})",
        ": the field \"ctxs\" has no passages.");
    add("natural-questions", R"({"question":"x","answers":["y",""],"ctxs":[{"title":"t","text":"p"}]})",
        ": the answer is empty.");
}

void PresetChoiceTest::faults()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, part);
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(name, content)});
    QVERIFY(!preview);
    const QString expected =
        QStringLiteral("\"%1\" cannot be imported. Line %2").arg(name).arg(content.count('\n')) + part;
    QVERIFY2(sentence(preview.error()).contains(expected), qPrintable(sentence(preview.error())));
}

QTEST_GUILESS_MAIN(PresetChoiceTest)
#include "PresetChoiceTest.moc"
