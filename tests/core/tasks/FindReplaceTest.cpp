#include "core/tasks/FindReplace.h"
#include "tests/core/tasks/TaskSamples.h"

#include <QElapsedTimer>
#include <QTest>

using namespace metaspo;

namespace {

bool never()
{
    return false;
}

Task taskOf(const QStringList& questions)
{
    Task task;
    for (const QString& question : questions)
        task.examples.append(
            {static_cast<int>(task.examples.size()), Split::Train, question, {QStringLiteral("yes")}, {}});
    return task;
}

Replacement plain(const QString& find, const QString& by)
{
    Replacement replacement;
    replacement.find = find;
    replacement.by = by;
    return replacement;
}

Replacement regular(const QString& find, const QString& by)
{
    Replacement replacement = plain(find, by);
    replacement.isRegularExpression = true;
    return replacement;
}

/// The questions after the replacement.
QStringList questionsAfter(Task task, const Replacement& replacement)
{
    const auto preview = previewReplacement(task, replacement, never);
    if (!preview)
        return {sentence(preview.error())};
    apply(task, preview->edit);
    QStringList questions;
    for (const Example& example : task.examples)
        questions.append(example.question);
    return questions;
}

} // namespace

class FindReplaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replaces_data();
    void replaces();
    void countsMatchesAndExamples();
    void looksOnlyWhereItIsTold();
    void replacesInAnswers();
    void refusesWhatCannotBeLookedFor_data();
    void refusesWhatCannotBeLookedFor();
    void givesUpOnEndlessExpressions();
    void stopsWhenTold();
};

void FindReplaceTest::replaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Replacement>("replacement");
    QTest::addColumn<QString>("expected");
    Replacement word = plain(QStringLiteral("cat"), QStringLiteral("dog"));
    QTest::newRow("every place") << "Cat, concat" << word << "dog, condog";
    word.isWholeWords = true;
    QTest::newRow("whole words") << "cat, concat, cat's" << word << "dog, concat, dog's";
    word.isCaseSensitive = true;
    QTest::newRow("case") << "Cat cat" << word << "Cat dog";
    QTest::newRow("plain is plain") << "a.b axb (.*)" << plain(QStringLiteral("."), QStringLiteral("\\1"))
                                    << "a\\1b axb (\\1*)";
    QTest::newRow("nothing instead") << "a-b-c" << plain(QStringLiteral("-"), {}) << "abc";
    QTest::newRow("groups") << "John Smith"
                            << regular(QStringLiteral("(\\w+) (\\w+)"), QStringLiteral("\\2, \\1 [\\0]\\n\\t\\\\\\x"))
                            << "Smith, John [John Smith]\n\t\\\\x";
    QTest::newRow("a group that is not there") << "ab" << regular(QStringLiteral("a(x)?"), QStringLiteral("<\\1\\9>"))
                                               << "<>b";
    QTest::newRow("lines") << "a\nb" << regular(QStringLiteral("^"), QStringLiteral("> ")) << "> a\n> b";
    QTest::newRow("empty matches") << "abc" << regular(QStringLiteral("x*"), QStringLiteral("-")) << "-a-b-c-";
    QTest::newRow("looking behind") << "1a 2a" << regular(QStringLiteral("(?<=2)a"), QStringLiteral("b")) << "1a 2b";
    QTest::newRow("a backslash at the end") << "a" << regular(QStringLiteral("a"), QStringLiteral("b\\")) << "b\\";
    QTest::newRow("letters beyond ASCII")
        << "STRASSE Straße ÄÖ" << plain(QStringLiteral("äö"), QStringLiteral("ao")) << "STRASSE Straße ao";
    QTest::newRow("hostile: markup") << "<img src=x onerror=alert(1)>"
                                     << plain(QStringLiteral("<img"), QStringLiteral("<script>"))
                                     << "<script> src=x onerror=alert(1)>";
    const QString hostile = QStringLiteral("a\u202Eb\u2028c\u0007d\u00A0e\r\nf") + QChar(0) + QStringLiteral("g");
    QTest::newRow("hostile: what is not found stays") << hostile << plain(QStringLiteral("g"), QStringLiteral("G"))
                                                      << hostile.chopped(1) + u'G';
    QTest::newRow("hostile: NUL can be found")
        << QString(QChar(0)) + u'x' << regular(QStringLiteral("\\x00"), QStringLiteral("0")) << "0x";
    QTest::newRow("hostile: an emoji is one character")
        << QStringLiteral("\U0001F600x") << regular(QStringLiteral("^."), QStringLiteral("smile ")) << "smile x";
    QTest::newRow("hostile: a megabyte in one line")
        << QString(1 << 20, u'x') + u'y' << plain(QStringLiteral("y"), QStringLiteral("z"))
        << QString(1 << 20, u'x') + u'z';
}

void FindReplaceTest::replaces()
{
    QFETCH(QString, text);
    QFETCH(Replacement, replacement);
    QFETCH(QString, expected);
    QCOMPARE(questionsAfter(taskOf({text}), replacement), QStringList{expected});
}

void FindReplaceTest::countsMatchesAndExamples()
{
    const Task task = taskOf({QStringLiteral("aa"), QStringLiteral("b"), QStringLiteral("A")});
    const auto preview = previewReplacement(task, plain(QStringLiteral("a"), QStringLiteral("A")), never);
    QVERIFY(preview);
    QCOMPARE(preview->matches, 3);
    QCOMPARE(preview->found, (QList<int>{0, 2}));
    QCOMPARE(preview->edit.examples.size(), 1); // the other one has an A already
    QCOMPARE(preview->givenUp, 0);
}

void FindReplaceTest::looksOnlyWhereItIsTold()
{
    Replacement replacement = plain(QStringLiteral("a"), QStringLiteral("b"));
    replacement.only = QSet<int>{1};
    QCOMPARE(questionsAfter(taskOf({QStringLiteral("a"), QStringLiteral("a")}), replacement),
             (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    replacement.only = QSet<int>();
    QCOMPARE(questionsAfter(taskOf({QStringLiteral("a")}), replacement), QStringList{QStringLiteral("a")});
}

void FindReplaceTest::replacesInAnswers()
{
    Task task = taskOf({QStringLiteral("yes?")});
    task.examples[0].answers = {QStringLiteral("yes"), QStringLiteral("oh yes"), QStringLiteral("no")};
    Replacement replacement = plain(QStringLiteral("yes"), QStringLiteral("ja"));
    replacement.inQuestions = false;
    const auto preview = previewReplacement(task, replacement, never);
    QVERIFY(preview);
    QCOMPARE(preview->matches, 2);
    apply(task, preview->edit);
    QCOMPARE(task.examples[0].question, QStringLiteral("yes?"));
    QCOMPARE(task.examples[0].answers,
             (QStringList{QStringLiteral("ja"), QStringLiteral("oh ja"), QStringLiteral("no")}));
}

void FindReplaceTest::refusesWhatCannotBeLookedFor_data()
{
    QTest::addColumn<Replacement>("replacement");
    QTest::newRow("nothing") << plain({}, QStringLiteral("x"));
    QTest::newRow("a faulty expression") << regular(QStringLiteral("(a"), {});
    Replacement nowhere = plain(QStringLiteral("a"), {});
    nowhere.inQuestions = nowhere.inAnswers = false;
    QTest::newRow("nowhere") << nowhere;
}

void FindReplaceTest::refusesWhatCannotBeLookedFor()
{
    QFETCH(Replacement, replacement);
    const auto preview = previewReplacement(taskOf({QStringLiteral("a")}), replacement, never);
    QVERIFY(!preview);
    QCOMPARE(preview.error().kind, ErrorKind::WrongUsage);
    QVERIFY(!preview.error().remedy.isEmpty());
}

// Without a bound this takes longer than the universe has.
void FindReplaceTest::givesUpOnEndlessExpressions()
{
    const QString endless = QString(60, u'a') + u'b';
    const Task task = taskOf({endless, QStringLiteral("aa")});
    QElapsedTimer clock;
    clock.start();
    const auto preview = previewReplacement(task, regular(QStringLiteral("^(a|aa)+$"), QStringLiteral("x")), never);
    QVERIFY(preview);
    QVERIFY(clock.elapsed() < 10'000);
    QCOMPARE(preview->givenUp, 1);
    QCOMPARE(preview->found, QList<int>{1});
}

void FindReplaceTest::stopsWhenTold()
{
    int asked = 0;
    const auto preview =
        previewReplacement(yesNoTask(100), plain(QStringLiteral("u"), {}), [&] { return ++asked > 3; });
    QVERIFY(!preview);
    QCOMPARE(preview.error().kind, ErrorKind::Stopped);
    QCOMPARE(asked, 4);
}

QTEST_GUILESS_MAIN(FindReplaceTest)
#include "FindReplaceTest.moc"
