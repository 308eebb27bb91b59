#include "core/analysis/WordDiff.h"
#include "core/domain/Draw.h"

#include <QTest>
#include <array>

using namespace metaspo;

namespace {

constexpr std::array allUnits{DiffUnit::Word, DiffUnit::Character, DiffUnit::Line};

// "=same", "-removed", "+inserted" per span.
QStringList shown(const QList<DiffSpan>& spans)
{
    QStringList result;
    for (const DiffSpan& span : spans)
        result.append((span.kind == DiffKind::Equal     ? u'='
                       : span.kind == DiffKind::Removed ? u'-'
                                                        : u'+') +
                      span.text);
    return result;
}

QString without(DiffKind kind, const QList<DiffSpan>& spans)
{
    QString result;
    for (const DiffSpan& span : spans)
        if (span.kind != kind)
            result += span.text;
    return result;
}

// What every answer must be, whatever the texts are; empty if it is.
QString fault(const QString& before, const QString& after, const QList<DiffSpan>& spans)
{
    if (without(DiffKind::Inserted, spans) != before)
        return QStringLiteral("the spans do not make up the text before");
    if (without(DiffKind::Removed, spans) != after)
        return QStringLiteral("the spans do not make up the text after");
    for (qsizetype index = 0; index < spans.size(); ++index) {
        if (spans[index].text.isEmpty())
            return QStringLiteral("an empty span");
        if (index > 0 && spans[index].kind == spans[index - 1].kind)
            return QStringLiteral("neighbours of one kind");
        if (index > 0 && spans[index].kind == DiffKind::Removed &&
            spans[index - 1].kind == DiffKind::Inserted)
            return QStringLiteral("inserted in front of removed");
    }
    return {};
}

qsizetype lengthOf(DiffKind kind, const QList<DiffSpan>& spans)
{
    qsizetype length = 0;
    for (const DiffSpan& span : spans)
        length += span.kind == kind ? span.text.size() : 0;
    return length;
}

// Words, marks, white space and what models and attackers put between them.
QString randomText(Draw& draw, qsizetype pieces)
{
    static const QStringList alphabet{QStringLiteral("the"),
                                      QStringLiteral("answer"),
                                      QStringLiteral(" "),
                                      QStringLiteral(" "),
                                      QStringLiteral("  "),
                                      QStringLiteral("\n"),
                                      QStringLiteral("\r\n"),
                                      QStringLiteral("."),
                                      QStringLiteral("\t"),
                                      QStringLiteral("<answer>"),
                                      QStringLiteral("{question}"),
                                      QString(QChar(0xD83D)),
                                      QString(QChar(0xDE00)),
                                      QString::fromUtf8("😀"),
                                      QString::fromUtf8("👩‍👩‍👧"),
                                      QString(QChar(0x0301)),
                                      QString(QChar(0x202E)),
                                      QString(QChar(0x200B)),
                                      QString(QChar(0)),
                                      QStringLiteral("\x1b[31m"),
                                      QString::fromUtf8("日本語"),
                                      QString::fromUtf8("ไทย"),
                                      QString(QChar(0x2028)),
                                      QString(QChar(0xFFFF)),
                                      QString::fromUtf8("e\u0301"),
                                      QString::fromUtf8("🇩🇪"),
                                      QStringLiteral("don't")};
    QString text;
    for (qsizetype piece = 0; piece < pieces; ++piece)
        text += alphabet[draw.below(alphabet.size())];
    return text;
}

QString numberedWords(const char* word, int first, int last)
{
    QString text;
    for (int number = first; number < last; ++number)
        text += QLatin1String(word) + QString::number(number) + (number % 12 == 11 ? u'\n' : u' ');
    return text;
}

} // namespace

class WordDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansAreWhatAReaderExpects_data();
    void spansAreWhatAReaderExpects();
    void spansMakeUpBothTexts();
    void editsOfOneTextAreFound();
    void charactersAreNeverTornApart();
    void scriptIsTheShortest();
    void longTextsStayBounded_data();
    void longTextsStayBounded();
    void linesOfLongTextsAreStillCompared();
};

void WordDiffTest::spansAreWhatAReaderExpects_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<DiffUnit>("unit");
    QTest::addColumn<QStringList>("spans");
    const auto row = [](const char* name, const char* before, const char* after, DiffUnit unit,
                        const char* spans) {
        const QString list = QString::fromUtf8(spans);
        QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after) << unit
                            << (list.isEmpty() ? QStringList() : list.split(u'|'));
    };
    row("both empty", "", "", DiffUnit::Word, "");
    row("equal", "Answer the question.", "Answer the question.", DiffUnit::Word, "=Answer the question.");
    row("all new", "", "Answer.", DiffUnit::Word, "+Answer.");
    row("all gone", "Answer.", "", DiffUnit::Word, "-Answer.");
    row("a word", "You are a helpful assistant.", "You are a careful assistant.", DiffUnit::Word,
        "=You are a |-helpful|+careful|= assistant.");
    row("white space goes with two changes", "one two three four", "one zwei drei four", DiffUnit::Word,
        "=one |-two three|+zwei drei|= four");
    row("a line end parts two changes", "one\ntwo", "eins\nzwei", DiffUnit::Word,
        "-one|+eins|=\n|-two|+zwei");
    row("inserted words", "Answer.", "Think first. Answer.", DiffUnit::Word, "+Think first. |=Answer.");
    row("appended words", "Answer", "Answer briefly", DiffUnit::Word, "=Answer|+ briefly");
    row("characters", "helpful", "helpless", DiffUnit::Character, "=help|-fu|=l|+ess");
    row("an accent is one character", "cafe\u0301", "cafe", DiffUnit::Character, "=caf|-e\u0301|+e");
    row("lines", "a\nb\nc\n", "a\nB\nc\n", DiffUnit::Line, "=a\n|-b\n|+B\n|=c\n");
    row("last line without end", "a\nb", "a\nb\n", DiffUnit::Line, "=a\n|-b|+b\n");
}

void WordDiffTest::spansAreWhatAReaderExpects()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(DiffUnit, unit);
    QFETCH(QStringList, spans);
    QCOMPARE(shown(wordDiff(before, after, unit)), spans);
}

void WordDiffTest::spansMakeUpBothTexts()
{
    for (int trial = 0; trial < 300; ++trial) {
        Draw draw(1, QString::number(trial));
        const QString before = randomText(draw, draw.below(60));
        const QString after = randomText(draw, draw.below(60));
        for (const DiffUnit unit : allUnits)
            QCOMPARE(fault(before, after, wordDiff(before, after, unit)), QString());
    }
}

void WordDiffTest::editsOfOneTextAreFound()
{
    for (int trial = 0; trial < 200; ++trial) {
        Draw draw(2, QString::number(trial));
        const QString before = randomText(draw, 80);
        QString after = before;
        const QString inserted = randomText(draw, 1 + draw.below(4));
        const qsizetype at = draw.below(before.size() + 1);
        const qsizetype removed = std::min(draw.below(12), before.size() - at);
        after.replace(at, removed, inserted);
        for (const DiffUnit unit : allUnits)
            QCOMPARE(fault(before, after, wordDiff(before, after, unit)), QString());
        QCOMPARE(shown(wordDiff(before, before)), QStringList{u'=' + before});
    }
}

void WordDiffTest::charactersAreNeverTornApart()
{
    // Two smileys share their first half; a family shares its members.
    const auto spans = wordDiff(QString::fromUtf8("a😀b👩‍👩‍👧c"),
                                QString::fromUtf8("a😁b👩‍👩‍👦c"), DiffUnit::Character);
    QCOMPARE(shown(spans),
             QString::fromUtf8("=a|-😀|+😁|=b|-👩‍👩‍👧|+👩‍👩‍👦|=c").split(u'|'));
}

void WordDiffTest::scriptIsTheShortest()
{
    // Compared with the longest common subsequence by the quadratic table, over letters.
    for (int trial = 0; trial < 200; ++trial) {
        Draw draw(4, QString::number(trial));
        QString before;
        QString after;
        for (qsizetype index = draw.below(25); index > 0; --index)
            before += QChar(static_cast<char16_t>(u'a' + draw.below(4)));
        for (qsizetype index = draw.below(25); index > 0; --index)
            after += QChar(static_cast<char16_t>(u'a' + draw.below(4)));
        QList<QList<qsizetype>> common(before.size() + 1, QList<qsizetype>(after.size() + 1, 0));
        for (qsizetype row = 0; row < before.size(); ++row)
            for (qsizetype column = 0; column < after.size(); ++column)
                common[row + 1][column + 1] =
                    before[row] == after[column] ? common[row][column] + 1
                                                 : std::max(common[row][column + 1], common[row + 1][column]);
        const auto spans = wordDiff(before, after, DiffUnit::Character);
        QCOMPARE(fault(before, after, spans), QString());
        QCOMPARE(lengthOf(DiffKind::Equal, spans), common[before.size()][after.size()]);
    }
}

void WordDiffTest::longTextsStayBounded_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("nothing in common") << numberedWords("old", 0, 12000) << numberedWords("new", 0, 12000);
    QTest::newRow("nothing in common, no line ends")
        << QString(40000, u'a') + numberedWords("a", 0, 6000).replace(u'\n', u' ')
        << numberedWords("b", 0, 6000).replace(u'\n', u' ');
    QTest::newRow("the same two words over and over")
        << QStringLiteral("yes no ").repeated(6000) << QStringLiteral("no yes yes ").repeated(4000);
    QTest::newRow("every other word changed")
        << numberedWords("word", 0, 9000)
        << numberedWords("word", 0, 9000).replace(QStringLiteral("5 "), QStringLiteral("x "));
    QTest::newRow("short against long") << QStringLiteral("answer") << numberedWords("word", 0, 40000);
}

void WordDiffTest::longTextsStayBounded()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QCOMPARE(fault(before, after, wordDiff(before, after)), QString());
    QCOMPARE(fault(after, before, wordDiff(after, before)), QString());
}

void WordDiffTest::linesOfLongTextsAreStillCompared()
{
    // Too different for words as a whole; the common paragraphs are found by their lines, and a small change
    // between them by its words.
    const QString kept = numberedWords("kept", 0, 1200);
    const QString stays = numberedWords("stays", 0, 120);
    const QString before = numberedWords("old", 0, 9000) + u'\n' + kept +
                           QStringLiteral("You are a careful editor.\n") + stays +
                           numberedWords("gone", 0, 3000);
    const QString after = numberedWords("new", 0, 9000) + u'\n' + kept +
                          QStringLiteral("You are a helpful editor.\n") + stays +
                          numberedWords("come", 0, 3000);
    const auto spans = wordDiff(before, after);
    QCOMPARE(fault(before, after, spans), QString());
    QVERIFY(lengthOf(DiffKind::Equal, spans) >= kept.size() + stays.size());
    QVERIFY(shown(spans).contains(QStringLiteral("-careful")) &&
            shown(spans).contains(QStringLiteral("+helpful")));
}

QTEST_GUILESS_MAIN(WordDiffTest)
#include "WordDiffTest.moc"
