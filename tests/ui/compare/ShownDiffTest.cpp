#include "tests/ui/WorkbenchFixture.h"

#include "ui/compare/ShownDiff.h"

using namespace metaspo;

namespace {

QString shownText(const QString& before, const QString& after, DiffSide side, DiffUnit unit = DiffUnit::Word)
{
    QString text;
    for (const ShownPart& part : shownParts(wordDiff(before, after, unit), side))
        text += part.text;
    return text;
}

QString originalText(const QString& before, const QString& after, DiffSide side)
{
    QString text;
    for (const ShownPart& part : shownParts(wordDiff(before, after), side))
        text += part.original;
    return text;
}

} // namespace

/// What differs between two texts, as it stands on the screen.
class ShownDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void invisibleDifferencesAreShown_data();
    void invisibleDifferencesAreShown();
    void nothingIsLost_data();
    void nothingIsLost();
    void longLinesAndTextsAreBroken();
    void placesAreFoundOnTheOtherSide();
};

void ShownDiffTest::invisibleDifferencesAreShown_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    const auto row = [](const char* name, const char16_t* before, const char16_t* after, const char16_t* left,
                        const char16_t* right) {
        QTest::newRow(name) << QString::fromUtf16(before) << QString::fromUtf16(after) << QString::fromUtf16(left)
                            << QString::fromUtf16(right);
    };
    row("trailing space", u"one", u"one ", u"one‸", u"one·");
    row("space before a line end", u"one \ntwo", u"one\ntwo", u"one·\ntwo", u"one‸\ntwo");
    row("no-break space", u"one two", u"one\u00A0two", u"one·two", u"one⍽two");
    row("thin space", u"one two", u"one\u2009two", u"one·two", u"one␣two");
    row("newline at the end", u"one\n", u"one", u"one⏎\n", u"one‸");
    row("tab", u"one two", u"one\ttwo", u"one·two", u"one→\ttwo");
    row("line ends", u"one\r\ntwo", u"one\ntwo", u"one␍⏎\ntwo", u"one⏎\ntwo");
    row("line ends that are the same", u"one\r\ntwo", u"one\r\nten", u"one\ntwo", u"one\nten");
    row("no-break space on both sides", u"a\u00A0b", u"a\u00A0c", u"a\u00A0b", u"a\u00A0c");
    row("direction", u"one", u"o\u202Ene", u"one", u"o\\u202ene");
    row("inside words", u"be careful now", u"be exact now", u"be careful now", u"be exact now");
}

void ShownDiffTest::invisibleDifferencesAreShown()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, left);
    QFETCH(QString, right);
    QCOMPARE(shownText(before, after, DiffSide::Before), left);
    QCOMPARE(shownText(before, after, DiffSide::After), right);
}

void ShownDiffTest::nothingIsLost_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("equal") << QStringLiteral("the same") << QStringLiteral("the same");
    QTest::newRow("empty") << QString() << QStringLiteral("all new");
    QTest::newRow("hostile") << QStringLiteral("<b>a</b>\u202E\x1b[31m\u00A0x ")
                             << QStringLiteral("<img src=x>\u200B\r\n\ty ");
    QTest::newRow("emoji") << QStringLiteral("☺️ fine 👍🏽") << QStringLiteral("👍 fine ☺️");
    QTest::newRow("long line") << QString(9000, QLatin1Char('x'))
                               << QString(4001, QLatin1Char('x')) + QStringLiteral(" y");
}

void ShownDiffTest::nothingIsLost()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QCOMPARE(originalText(before, after, DiffSide::Before), before);
    QCOMPARE(originalText(before, after, DiffSide::After), after);
}

void ShownDiffTest::longLinesAndTextsAreBroken()
{
    const QString line(50'000, QLatin1Char('x'));
    qsizetype longest = 0;
    for (const QString& shown : shownText(line, line, DiffSide::After).split(QLatin1Char('\n')))
        longest = std::max(longest, shown.size());
    QVERIFY2(longest <= 2001, qPrintable(QString::number(longest)));
    const QString huge(300'000, QLatin1Char('x'));
    QCOMPARE(comparedText(huge).size(), 256'000);
    const QList<ShownPart> parts =
        shownParts({{DiffKind::Equal, comparedText(huge)}}, DiffSide::After, huge.size() - comparedText(huge).size());
    QVERIFY2(parts.last().text.contains(QLatin1String("44")), qPrintable(parts.last().text));
    QVERIFY(parts.last().original.isEmpty());
}

void ShownDiffTest::placesAreFoundOnTheOtherSide()
{
    const QList<DiffSpan> spans{{DiffKind::Equal, QStringLiteral("ab")},  {DiffKind::Removed, QStringLiteral("xyz")},
                                {DiffKind::Equal, QStringLiteral("cd")},  {DiffKind::Inserted, QStringLiteral("12345")},
                                {DiffKind::Equal, QStringLiteral("ef")}};
    // abxyzcdef beside abcd12345ef
    QCOMPARE(placeOnOtherSide(spans, DiffSide::Before, 1), 1);
    QCOMPARE(placeOnOtherSide(spans, DiffSide::Before, 3), 2); // within what is removed: where it was
    QCOMPARE(placeOnOtherSide(spans, DiffSide::Before, 5), 2);
    QCOMPARE(placeOnOtherSide(spans, DiffSide::Before, 7), 9);
    QCOMPARE(placeOnOtherSide(spans, DiffSide::After, 9), 7);
    QCOMPARE(placeOnOtherSide(spans, DiffSide::After, 5), 7);
    QCOMPARE(placeOnOtherSide(spans, DiffSide::After, 100), 9);
}

METASPO_UI_TEST(ShownDiffTest)
#include "ShownDiffTest.moc"
