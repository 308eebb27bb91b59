#include "TaskSamples.h"
#include "core/tasks/TaskName.h"

#include <QTest>

using namespace metaspo;

Q_DECLARE_METATYPE(metaspo::Options)
Q_DECLARE_METATYPE(metaspo::ErrorKind)

namespace {

QString o(const char* text)
{
    return QString::fromUtf8(text);
}

/// A table of 60 questions with the answers red and blue in turn.
QByteArray colours()
{
    QByteArray content = "question,answer\n";
    for (int i = 0; i < 60; ++i)
        content += "Q" + QByteArray::number(i) + (i % 2 ? ",blue\n" : ",red\n");
    return content;
}

} // namespace

/// The options of an import, right and wrong, and names of tasks.
class ImportOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongOptions_data();
    void wrongOptions();
    void userPromptFromAFile();
    void names_data();
    void names();
};

void ImportOptionsTest::wrongOptions_data()
{
    QTest::addColumn<Options>("options");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* what, const Options& options, const char* part,
                        ErrorKind kind = ErrorKind::WrongUsage) {
        QTest::newRow(what) << options << kind << o(part);
    };
    add("unknown", {{o("colour"), o("red")}}, "An import has no option --colour.");
    add("role", {{o("role"), o("hero")}}, "--role does not take \"hero\". Give one of: source, target.");
    add("format", {{o("format"), o("prose")}}, "Give one of: choice, label, number, text.");
    add("metric", {{o("metric"), o("luck")}}, "--metric does not take \"luck\".");
    add("metric of a judge", {{o("metric"), o("judge")}}, "is not computed in this version");
    add("metric that does not fit", {{o("metric"), o("macro-f1")}, {o("format"), o("text")}},
        "needs a closed set of answers");
    add("name", {{o("name"), o("my task")}}, "Use letters, digits, '-', '_' and '.'.");
    add("train", {{o("train"), o("many")}}, "--train does not take \"many\".");
    add("test below nought", {{o("test"), o("-1")}}, "Give a number of examples, 0 or more.");
    add("seed", {{o("seed"), o("x")}}, "--seed does not take \"x\".");
    add("one label", {{o("labels"), o("red")}}, "Give at least two labels");
    add("a label twice", {{o("labels"), o("red,blue,red")}}, "Give different labels");
    add("user prompt without a place", {{o("user-prompt"), o("Which?")}}, "contains {question} exactly once");
    add("user prompt with two", {{o("user-prompt"), o("{question}{question}")}},
        "contains {question} exactly once");
    add("user prompt file missing", {{o("user-prompt"), o("@/nowhere/prompt.txt")}},
        "There is no file \"/nowhere/prompt.txt\".", ErrorKind::NotFound);
    add("labels that do not fit", {{o("labels"), o("red,green")}},
        "Line 3: the answer \"blue\" cannot be read as label (no label of the set).", ErrorKind::BadInput);
    add("format that does not fit", {{o("format"), o("number")}},
        "Line 2: the answer \"red\" cannot be read as number (no number).", ErrorKind::BadInput);
    add("more than there is", {{o("train"), o("50")}, {o("validation"), o("20")}},
        "71 were asked for, there are 60.", ErrorKind::BadInput);
}

void ImportOptionsTest::wrongOptions()
{
    QFETCH(Options, options);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, part);
    const SampleFolder folder;
    const auto preview = importFiles({folder.write(o("t.csv"), colours())}, options);
    QVERIFY(!preview);
    QVERIFY2(sentence(preview.error()).contains(part), qPrintable(sentence(preview.error())));
    QCOMPARE(preview.error().kind, kind);
}

void ImportOptionsTest::userPromptFromAFile()
{
    const SampleFolder folder;
    const QString prompt = folder.write(o("prompt.txt"), "Look:\n\n{question}\n\n<answer>?</answer>\n");
    const auto preview =
        importFiles({folder.write(o("t.csv"), colours())}, {{o("user-prompt"), u'@' + prompt}});
    QVERIFY(preview);
    QCOMPARE(preview->tasks.front().userPrompt, o("Look:\n\n{question}\n\n<answer>?</answer>"));
}

void ImportOptionsTest::names_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << o("beauty") << o("beauty");
    QTest::newRow("signs") << o("Gynaecology & Obstetrics") << o("gynaecology-obstetrics");
    QTest::newRow("underscores") << o("date_understanding") << o("date-understanding");
    QTest::newRow("version") << o("tasks v1.2") << o("tasks-v1.2");
    QTest::newRow("marks") << o("Pr\u00FCfung \u00E9t\u00E9") << o("prufung-ete");
    QTest::newRow("other scripts") << o("\u65E5\u672C") << o("task");
    QTest::newRow("edges") << o(" -a- ") << o("a");
}

void ImportOptionsTest::names()
{
    QFETCH(QString, from);
    QFETCH(QString, name);
    QCOMPARE(taskNameFrom(from), name);
    QVERIFY(isTaskName(name));
    QVERIFY(!isTaskName(QString()));
    QCOMPARE(isTaskName(from), from == name || from == u"date_understanding");
}

QTEST_GUILESS_MAIN(ImportOptionsTest)
#include "ImportOptionsTest.moc"
