#include "TaskSamples.h"

#include <QDir>
#include <QTest>

using namespace metaspo;

namespace {

const QString dataFolder = QStringLiteral(METASPO_SOURCE_DIR "/../shared/data/");

/// What one task of a published file must become.
struct Expected
{
    QString name;
    QString domain;
    AnswerKind format = AnswerKind::Text;
    MetricKind metric = MetricKind::Accuracy;
    int rows = 0;
    int test = -1; ///< a published test set; -1: drawn here
};

} // namespace

Q_DECLARE_METATYPE(QList<Expected>)

/// The published benchmark files, where they are there, by themselves and with their exact row counts.
class PublishedDataTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QDir(dataFolder).exists())
            QSKIP("The published files are not here; they lie in ../shared/data next to the source folder.");
    }
    void files_data();
    void files();
    void anyFileOfAFamily_data();
    void anyFileOfAFamily();
    void everythingAtOnce();
};

void PublishedDataTest::files_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QList<Expected>>("expected");
    const auto add = [](const char* file, const char* preset, const QList<Expected>& tasks) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(preset) << tasks;
    };
    const QString review = QStringLiteral("Review Analysis");
    const QString reasoning = QStringLiteral("Reasoning");
    const QString safety = QStringLiteral("Safety");
    const QString medical = QStringLiteral("Medical");
    const QString grounding = QStringLiteral("Grounding");
    for (const char* name : {"beauty", "game", "baby", "office"}) {
        const QByteArray file = QByteArray("review/") + name + ".json";
        add(file, "amazon-reviews",
            {{QString::fromLatin1(name), review, AnswerKind::Number, MetricKind::Accuracy, 4000, 2000}});
    }
    const AnswerKind choice = AnswerKind::Choice;
    const AnswerKind label = AnswerKind::Label;
    add("medical/medmcqa_source_subjects.jsonl", "medmcqa",
        {{QStringLiteral("medicine"), medical, choice, MetricKind::Accuracy, 295, -1},
         {QStringLiteral("gynaecology-obstetrics"), medical, choice, MetricKind::Accuracy, 224, -1},
         {QStringLiteral("pathology"), medical, choice, MetricKind::Accuracy, 337, -1},
         {QStringLiteral("pharmacology"), medical, choice, MetricKind::Accuracy, 243, -1}});
    const QList<QPair<const char*, AnswerKind>> hard{{"boolean_expressions", label},
                                                     {"date_understanding", choice},
                                                     {"logical_deduction_five_objects", choice},
                                                     {"navigate", label},
                                                     {"temporal_sequences", choice},
                                                     {"tracking_shuffled_objects_five_objects", choice}};
    for (const auto& [name, format] : hard) {
        const QByteArray file = QByteArray("reasoning/") + name + ".json";
        add(file, "big-bench-hard",
            {{QString::fromLatin1(name).replace(u'_', u'-'), reasoning, format, MetricKind::Accuracy, 250,
              -1}});
    }
    add("safety/hatecheck.csv", "hatecheck",
        {{QStringLiteral("hatecheck"), safety, label, MetricKind::MacroF1, 3728, -1}});
    add("safety/liar.jsonl", "liar",
        {{QStringLiteral("liar"), safety, label, MetricKind::MacroF1, 3681, -1}});
    add("safety/tweeteval_offensive_val_text.txt", "tweeteval",
        {{QStringLiteral("tweeteval-offensive"), safety, label, MetricKind::MacroF1, 1324 + 860, 860}});
    add("safety/tweeteval_irony_mapping.txt", "tweeteval",
        {{QStringLiteral("tweeteval-irony"), safety, label, MetricKind::MacroF1, 955 + 784, 784}});
    add("grounding/boolq.csv", "boolq",
        {{QStringLiteral("boolq"), grounding, label, MetricKind::Accuracy, 1000, -1}});
    add("grounding/nq_oracle.jsonl", "natural-questions",
        {{QStringLiteral("nq-oracle"), grounding, AnswerKind::Text, MetricKind::ExactMatch, 1200, -1}});
}

void PublishedDataTest::files()
{
    QFETCH(QString, file);
    QFETCH(QString, preset);
    QFETCH(QList<Expected>, expected);
    const auto preview = importFiles({dataFolder + file});
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->preset, preset);
    QCOMPARE(preview->tasks.size(), expected.size());
    QCOMPARE(preview->rows.size(), 200);
    QVERIFY(!preview->columns.isEmpty());
    for (const Expected& wanted : expected) {
        const auto found = std::find_if(preview->tasks.begin(), preview->tasks.end(),
                                        [&](const Task& task) { return task.name == wanted.name; });
        QVERIFY2(found != preview->tasks.end(), qPrintable(wanted.name));
        QCOMPARE(found->examples.size(), wanted.rows);
        QCOMPARE(found->domain, wanted.domain);
        QCOMPARE(found->format.kind, wanted.format);
        QCOMPARE(found->metric.kind, wanted.metric);
        if (wanted.test >= 0)
            QCOMPARE(countIn(*found, Split::Test), wanted.test);
        QVERIFY(countIn(*found, Split::Train) >= 50);
        QVERIFY(countIn(*found, Split::Validation) >= 50);
        QVERIFY(countIn(*found, Split::Test) >= 40);
        QCOMPARE(notReadBack(*found), QList<int>());
        QCOMPARE(problemsOf(*found, TaskProblem::Severity::Error), QStringList());
        QVERIFY(found->userPrompt.contains(u"<answer></answer>"));
    }
}

void PublishedDataTest::anyFileOfAFamily_data()
{
    QTest::addColumn<QStringList>("files");
    const QString stem = QStringLiteral("safety/tweeteval_irony_");
    const QStringList all{stem + QStringLiteral("val_text.txt"), stem + QStringLiteral("val_labels.txt"),
                          stem + QStringLiteral("test_text.txt"), stem + QStringLiteral("test_labels.txt"),
                          stem + QStringLiteral("mapping.txt")};
    for (const QString& file : all)
        QTest::newRow(qPrintable(file)) << QStringList{file};
    QTest::newRow("all of them") << all;
}

void PublishedDataTest::anyFileOfAFamily()
{
    QFETCH(QStringList, files);
    QStringList paths;
    for (const QString& file : files)
        paths.append(dataFolder + file);
    const auto preview = importFiles(paths);
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->tasks.size(), 1);
    QCOMPARE(preview->tasks.front().name, QStringLiteral("tweeteval-irony"));
    QCOMPARE(preview->tasks.front().examples.size(), 955 + 784);
    QCOMPARE(countIn(preview->tasks.front(), Split::Test), 784);
}

void PublishedDataTest::everythingAtOnce()
{
    QStringList paths;
    for (const char* folder : {"review", "medical", "reasoning", "safety", "grounding"})
        for (const QFileInfo& file : QDir(dataFolder + QLatin1String(folder)).entryInfoList(QDir::Files))
            paths.append(file.filePath());
    const auto preview = importFiles(paths);
    QVERIFY2(preview, preview ? "" : qPrintable(sentence(preview.error())));
    QCOMPARE(preview->tasks.size(), 4 + 4 + 6 + 4 + 2);
    QSet<QString> names;
    for (const Task& task : preview->tasks)
        names.insert(task.name);
    QCOMPARE(names.size(), preview->tasks.size());
    QCOMPARE(preview->preset.split(QStringLiteral(", ")).size(), 8);
}

QTEST_GUILESS_MAIN(PublishedDataTest)
#include "PublishedDataTest.moc"
