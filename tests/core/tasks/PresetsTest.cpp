#include "TaskSamples.h"
#include "core/tasks/Import.h"

#include <QTest>

using namespace metaspo;

namespace {

struct Sample
{
    const char* preset;
    const char* name;
    QByteArray content;
};

QByteArray repeated(const QByteArray& row, int count)
{
    QByteArray rows;
    for (int i = 0; i < count; ++i)
        rows += QByteArray(row).replace("%", QByteArray::number(i)) + '\n';
    return rows;
}

/// A row of our own in the published shape, one file per preset. "%" becomes a number.
QByteArray reviews()
{
    QByteArray train, test;
    for (int i = 0; i < 90; ++i) {
        const QByteArray stars = QByteArray::number(1 + i % 5);
        (i % 3 ? train : test) += "{\"question\":\"title: Lamp " + QByteArray::number(i) +
                                  "\\ntext: It glows.\",\"answer\":" + stars + ",\"sentiment\":\"neutral\"},";
    }
    train.chop(1);
    test.chop(1);
    return "{\"train\":[" + train + "],\"test\":[" + test + "]}";
}

QByteArray medical()
{
    return repeated(
               R"({"question":"What carries air %?","opa":"Vein","opb":" Windpipe ","opc":"Nerve","opd":"Bone","cop":2,"subject_name":"Anatomy","id":"a%","exp":null})",
               60) +
           repeated(
               R"({"question":"What treats pain %?","opa":"Salt","opb":"Chalk","opc":"Soap","opd":"Ibuprofen","cop":4,"subject_name":"Drugs & Doses","id":"d%","exp":null})",
               60);
}

QByteArray hard(const QByteArray& suffix, const QByteArrayList& targets)
{
    QByteArrayList rows;
    for (int i = 0; i < 60; ++i)
        rows.append("{\"input\":\"Riddle " + QByteArray::number(i) + suffix + "\",\"target\":\"" +
                    targets[i % targets.size()] + "\"}");
    return "{\"canary\":\"none\",\"examples\":[" + rows.join(',') + "]}";
}

QByteArray hateTests()
{
    QByteArray rows = ",functionality,case_id,test_case,label_gold,target_ident\n";
    for (int i = 0; i < 60; ++i)
        rows += QByteArray::number(i) + ",f," + QByteArray::number(i) + ",\"Sentence, number " +
                QByteArray::number(i) + " \"," + (i % 3 ? "hateful" : "non-hateful") + ",us\n";
    return rows;
}

QByteArray statements()
{
    return repeated(
               R"({"label":1,"text":"Statement: The moon is cheese %.\nJob title: Mayor\nState: Ohio\nParty: none\nContext: a talk"})",
               30) +
           repeated(
               R"({"label":0,"text":"Statement: Water is wet %.\nJob title: \nState: \nParty: none\nContext: a talk"})",
               30);
}

QByteArray passages()
{
    QByteArray rows = "question,answer,passage,label\n";
    for (int i = 0; i < 60; ++i)
        rows += "is it number " + QByteArray::number(i) + "," +
                (i % 2 ? "True,\"It is, and always was.\",1\n" : "False,It is not.,0\n");
    return rows;
}

QByteArray openQuestions()
{
    return repeated(
        R"({"question":"who was number %","answers":["Ann %","A. %"],"ctxs":[{"title":"First","text":"Ann % was."},{"title":"","text":"So it was."}]})",
        60);
}

QList<Sample> samples()
{
    return {{"amazon-reviews", "reviews.json", reviews()},
            {"medmcqa", "exam.jsonl", medical()},
            {"big-bench-hard", "riddles.json", hard("?", {"(A)", "(B)"})},
            {"hatecheck", "tests.csv", hateTests()},
            {"liar", "statements.jsonl", statements()},
            {"boolq", "passages.csv", passages()},
            {"natural-questions", "open.jsonl", openQuestions()}};
}

} // namespace

Q_DECLARE_METATYPE(metaspo::AnswerKind)

/// Presets on small files of our own in the published shapes, under names that say nothing.
class PresetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognised_data();
    void recognised();
    void contentNotName_data();
    void contentNotName();
    void reviewsKeepTheirSplits();
    void medicalFilesBecomeATaskPerSubject();
    void hardFormats_data();
    void hardFormats();
    void hateLabelsBecomeYesAndNo();
    void liesAreYes();
    void tweets_data();
    void tweets();
    void passageComesBeforeTheQuestion();
    void openAnswersAreAllAccepted();
    void optionsOverrideThePreset();
    void namedPresets();
    void faults_data();
    void faults();
};

void PresetsTest::recognised_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    for (const Sample& sample : samples())
        QTest::newRow(sample.preset) << QString::fromLatin1(sample.preset) << QString::fromLatin1(sample.name)
                                     << sample.content;
}

void PresetsTest::recognised()
{
    QFETCH(QString, preset);
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(name, content)});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->preset, preset);
    for (const Task& task : preview->tasks) {
        QCOMPARE(notReadBack(task), QList<int>());
        QCOMPARE(problemsOf(task, TaskProblem::Severity::Error), QStringList());
        QCOMPARE(task.userPrompt.count(questionPlaceholder), 1);
        QVERIFY(task.userPrompt.contains(u"<answer></answer>"));
        QVERIFY(!task.origin.isEmpty() && !task.licence.isEmpty());
    }
    QVERIFY(importPresetNames().contains(preset));
}

void PresetsTest::contentNotName_data()
{
    recognised_data();
}

void PresetsTest::contentNotName()
{
    // One row that is not of the published kind, and it is not recognised.
    QFETCH(QString, preset);
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const SampleFolder folder;
    const QList<QPair<QByteArray, QByteArray>> spoilers{
        {"\"sentiment\":\"neutral\"}]", "\"mood\":\"neutral\"}]"},
        {"\"cop\":4", "\"correct\":4"},
        {"\"target\":\"(B)\"}]", "\"goal\":\"(B)\"}]"},
        {",functionality,", ",aspect,"},
        {"Job title: \\n", "Work: \\n"},
        {"False,It", "Never,It"},
        {"\"ctxs\":", "\"passages\":"}};
    for (const auto& [from, to] : spoilers)
        content.replace(from, to);
    const auto preview = importFiles({folder.write(name, content)});
    QVERIFY(!preview || preview->preset != preset);
}

void PresetsTest::reviewsKeepTheirSplits()
{
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(QStringLiteral("lamps.json"), reviews())});
    QVERIFY(preview);
    const Task& task = preview->tasks.front();
    QCOMPARE(task.name, QStringLiteral("lamps"));
    QCOMPARE(task.domain, QStringLiteral("Review Analysis"));
    QCOMPARE(task.format.kind, AnswerKind::Number);
    QCOMPARE(task.metric.kind, MetricKind::Accuracy);
    QCOMPARE(countIn(task, Split::Test), 30);
    QCOMPARE(task.examples.size(), 90);
    QCOMPARE(task.examples.front().question, QStringLiteral("title: Lamp 1\ntext: It glows."));
    QCOMPARE(task.examples.front().answers, QStringList{QStringLiteral("2")});
}

void PresetsTest::medicalFilesBecomeATaskPerSubject()
{
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(QStringLiteral("exam.jsonl"), medical())});
    QVERIFY(preview);
    QCOMPARE(preview->tasks.size(), 2);
    QCOMPARE(preview->tasks[0].name, QStringLiteral("anatomy"));
    QCOMPARE(preview->tasks[1].name, QStringLiteral("drugs-doses"));
    const Example& example = preview->tasks[1].examples.front();
    QCOMPARE(example.index, 0);
    QCOMPARE(example.question,
             QStringLiteral("What treats pain 0?\n(A) Salt\n(B) Chalk\n(C) Soap\n(D) Ibuprofen"));
    QCOMPARE(example.answers, QStringList{QStringLiteral("D")});
    QCOMPARE(example.externalId, QStringLiteral("d0"));
    const auto named = importFiles({folder.path(QStringLiteral("exam.jsonl"))},
                                   {{QStringLiteral("name"), QStringLiteral("mcqa")}});
    QVERIFY(named);
    QCOMPARE(named->tasks[0].name, QStringLiteral("mcqa-anatomy"));
}

void PresetsTest::hardFormats_data()
{
    QTest::addColumn<QByteArray>("suffix");
    QTest::addColumn<QByteArrayList>("targets");
    QTest::addColumn<AnswerKind>("kind");
    QTest::addColumn<QStringList>("set");
    QTest::newRow("letters") << QByteArray("?") << QByteArrayList{"(A)", "(C)"} << AnswerKind::Choice
                             << QStringLiteral("A B C").split(u' ');
    QTest::newRow("letters, more options than answers")
        << QByteArray("?\\n(A) x\\n(B) y\\n(E) z") << QByteArrayList{"(A)", "(B)"} << AnswerKind::Choice
        << QStringLiteral("A B C D E").split(u' ');
    QTest::newRow("yes and no") << QByteArray("?") << QByteArrayList{"No", "Yes"} << AnswerKind::Label
                                << QStringList{QStringLiteral("Yes"), QStringLiteral("No")};
    QTest::newRow("true and false") << QByteArray("?") << QByteArrayList{"False", "True"} << AnswerKind::Label
                                    << QStringList{QStringLiteral("True"), QStringLiteral("False")};
    QTest::newRow("words with a hyphen")
        << QByteArray("?") << QByteArrayList{"valid", "invalid"} << AnswerKind::Label
        << QStringList{QStringLiteral("valid"), QStringLiteral("invalid")};
    QTest::newRow("numbers") << QByteArray("?") << QByteArrayList{"3", "12", "-4"} << AnswerKind::Number
                             << QStringList();
    QByteArrayList words;
    for (int i = 0; i < 60; ++i)
        words.append("word" + QByteArray::number(i) + " apple");
    QTest::newRow("text") << QByteArray("?") << words << AnswerKind::Text << QStringList();
    QByteArrayList signs;
    for (int i = 0; i < 60; ++i)
        signs.append(QByteArray::number(i + 64, 2).replace("0", "] ").replace("1", ") ").trimmed());
    QTest::newRow("signs") << QByteArray("?") << signs << AnswerKind::Text << QStringList();
}

void PresetsTest::hardFormats()
{
    QFETCH(QByteArray, suffix);
    QFETCH(QByteArrayList, targets);
    QFETCH(AnswerKind, kind);
    QFETCH(QStringList, set);
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(QStringLiteral("riddles.json"), hard(suffix, targets))});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    const Task& task = preview->tasks.front();
    QCOMPARE(task.format.kind, kind);
    QStringList names = task.format.choices;
    for (const Label& label : task.format.labels)
        names.append(label.name);
    QCOMPARE(names, set);
    QCOMPARE(task.metric.kind, kind == AnswerKind::Text ? MetricKind::ExactMatch : MetricKind::Accuracy);
    QCOMPARE(notReadBack(task), QList<int>());
}

void PresetsTest::hateLabelsBecomeYesAndNo()
{
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(QStringLiteral("tests.csv"), hateTests())});
    QVERIFY(preview);
    const Task& task = preview->tasks.front();
    QCOMPARE(task.metric.kind, MetricKind::MacroF1);
    QCOMPARE(task.domain, QStringLiteral("Safety"));
    QCOMPARE(task.examples[0].answers, QStringList{QStringLiteral("no")});
    QCOMPARE(task.examples[1].answers, QStringList{QStringLiteral("yes")});
    QCOMPARE(task.examples[1].question, QStringLiteral("Sentence, number 1"));
    QCOMPARE(preview->columns.front(), QStringLiteral("column 1"));
    QCOMPARE(preview->rows[1], (QStringList{QStringLiteral("1"), QStringLiteral("f"), QStringLiteral("1"),
                                            QStringLiteral("Sentence, number 1 "), QStringLiteral("hateful"),
                                            QStringLiteral("us")}));
}

void PresetsTest::liesAreYes()
{
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(QStringLiteral("statements.jsonl"), statements())});
    QVERIFY(preview);
    const Task& task = preview->tasks.front();
    QCOMPARE(task.metric.kind, MetricKind::MacroF1);
    QVERIFY(task.examples.front().question.contains(u"cheese"));
    QCOMPARE(task.examples.front().answers, QStringList{QStringLiteral("yes")});
    QCOMPARE(task.examples.back().answers, QStringList{QStringLiteral("no")});
}

void PresetsTest::tweets_data()
{
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QString>("first"); // the answer of a label 1
    QTest::newRow("irony") << QByteArray("0\tnon_irony\n1\tirony") << QStringLiteral("tweeteval")
                           << QStringLiteral("yes");
    QTest::newRow("offensive") << QByteArray("0\tnot-offensive\n1\toffensive\n")
                               << QStringLiteral("tweeteval") << QStringLiteral("yes");
    QTest::newRow("hate") << QByteArray("0\tnot-hate\n1\thate\n") << QStringLiteral("tweeteval")
                          << QStringLiteral("yes");
    QTest::newRow("others have no preset")
        << QByteArray("0\tsad\n1\tmerry\n") << QString() << QStringLiteral("merry");
}

void PresetsTest::tweets()
{
    QFETCH(QByteArray, mapping);
    QFETCH(QString, preset);
    QFETCH(QString, first);
    const SampleFolder folder;
    QByteArray labels;
    for (int i = 0; i < 200; ++i)
        labels += i % 3 ? "0\n" : "1\n";
    const QString text = folder.write(QStringLiteral("mood_val_text.txt"), repeated("@user tweet % ", 200));
    folder.write(QStringLiteral("mood_val_labels.txt"), labels);
    folder.write(QStringLiteral("mood_test_text.txt"), repeated("another tweet %", 50));
    folder.write(QStringLiteral("mood_test_labels.txt"), labels.first(100));
    folder.write(QStringLiteral("mood_mapping.txt"), mapping);
    const auto preview = importFiles({text});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->preset, preset);
    const Task& task = preview->tasks.front();
    QCOMPARE(task.name, QStringLiteral("mood"));
    QCOMPARE(task.format.kind, AnswerKind::Label);
    QCOMPARE(task.examples.front().answers, QStringList{first});
    QCOMPARE(countIn(task, Split::Test), 50);
    QCOMPARE(countIn(task, Split::Validation), 50);
    QCOMPARE(countIn(task, Split::Train), 150);
    for (const Example& example : task.examples)
        QCOMPARE(example.split == Split::Test, example.question.startsWith(u"another"));
    QCOMPARE(notReadBack(task), QList<int>());
}

void PresetsTest::passageComesBeforeTheQuestion()
{
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(QStringLiteral("passages.csv"), passages())});
    QVERIFY(preview);
    const Task& task = preview->tasks.front();
    QCOMPARE(task.domain, QStringLiteral("Grounding"));
    QCOMPARE(task.examples[1].question, QStringLiteral("It is, and always was.\n\nQuestion: is it number 1"));
    QCOMPARE(task.examples[1].answers, QStringList{QStringLiteral("yes")});
}

void PresetsTest::openAnswersAreAllAccepted()
{
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(QStringLiteral("open.jsonl"), openQuestions())});
    QVERIFY(preview);
    const Task& task = preview->tasks.front();
    QCOMPARE(task.metric.kind, MetricKind::ExactMatch);
    QCOMPARE(task.role, TaskRole::Target);
    QCOMPARE(task.examples[3].answers, (QStringList{QStringLiteral("Ann 3"), QStringLiteral("A. 3")}));
    QCOMPARE(task.examples[3].question,
             QStringLiteral("First\nAnn 3 was.\n\nSo it was.\n\nQuestion: who was number 3"));
}

void PresetsTest::optionsOverrideThePreset()
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

void PresetsTest::namedPresets()
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

void PresetsTest::faults_data()
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

void PresetsTest::faults()
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

QTEST_GUILESS_MAIN(PresetsTest)
#include "PresetsTest.moc"
