#include "PublishedShapes.h"
#include "TaskSamples.h"
#include "core/tasks/Import.h"

#include <QTest>

using namespace metaspo;

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

QTEST_GUILESS_MAIN(PresetsTest)
#include "PresetsTest.moc"
