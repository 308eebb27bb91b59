#include "core/analysis/TerminalText.h"
#include "core/domain/Draw.h"

#include <QTest>
#include <climits>

using namespace metaspo;

namespace {

QString utf8(const char* text)
{
    return QString::fromUtf8(text);
}

bool hasHidden(const QString& text, const QString& allowed)
{
    const auto characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [&](uint character) {
        return isHidden(character) &&
               !(character < 0x80 && allowed.contains(QChar(static_cast<char16_t>(character))));
    });
}

} // namespace

class TerminalTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileCharactersAreMadeVisible_data();
    void hostileCharactersAreMadeVisible();
    void manyLinesKeepLineEndsAndTabs_data();
    void manyLinesKeepLineEndsAndTabs();
    void nothingHiddenIsLeft();
    void hiddenIsWhatNobodySees_data();
    void hiddenIsWhatNobodySees();
    void widthIsCountedInCells_data();
    void widthIsCountedInCells();
    void shortenedFits_data();
    void shortenedFits();
    void shortenedNeverPassesItsWidth();
    void longTextsAreLookedAtOnlyInFront();
};

void TerminalTextTest::hostileCharactersAreMadeVisible_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* name, const QString& text, const char* shown) {
        QTest::newRow(name) << text << QString::fromUtf8(shown);
    };
    row("plain", utf8("Grüße, 日本語 😀"), "Grüße, 日本語 😀");
    row("empty", {}, "");
    row("colour", utf8("\x1b[31mred\x1b[0m"), "\\x1b[31mred\\x1b[0m");
    row("title of the window", utf8("\x1b]0;owned\x07"), "\\x1b]0;owned\\x07");
    row("one character CSI", QString(QChar(0x9B)) + utf8("2J"), "\\x9b2J");
    row("backspaces", utf8("right\b\b\b\b\bwrong"), "right\\x08\\x08\\x08\\x08\\x08wrong");
    row("zero", QString(QChar(0)) + u'x', "\\x00x");
    row("delete", QString(QChar(0x7F)), "\\x7f");
    row("turned around", utf8("\u202Egnorw\u202C"), "\\u202egnorw\\u202c");
    row("isolates", utf8("\u2066x\u2069"), "\\u2066x\\u2069");
    row("zero width", utf8("a\u200Bb\u200Dc\uFEFFd\u2060e"), "a\\u200bb\\u200dc\\ufeffd\\u2060e");
    row("soft hyphen", utf8("a\u00ADb"), "a\\xadb");
    row("separators", utf8("a\u2028b\u2029c"), "a\\u2028b\\u2029c");
    row("tags", utf8("\U000E0041\U000E007F"), "\\U000e0041\\U000e007f");
    row("variation selector of the supplement", utf8("a\U000E0100"), "a\\U000e0100");
    row("filler", utf8("\u3164\u115F\uFFA0\u2800"), "\\u3164\\u115f\\uffa0\\u2800");
    row("unassigned and ignorable", utf8("\u2065\uFFF0"), "\\u2065\\ufff0");
    row("lone surrogates", QString(QChar(0xD83D)) + u'x' + QChar(0xDE00), "\\ud83dx\\ude00");
    row("non-character", QString(QChar(0xFFFF)), "\\uffff");
    row("line ends", utf8("a\nb\r\nc\td\re"), "a\\nb\\r\\nc\\td\\re");
    row("emoji style", utf8("\u2764\uFE0F"), "\u2764\uFE0F");
    row("emoji style of a letter", utf8("a\uFE0F"), "a\\ufe0f");
    row("text style", utf8("\u2764\uFE0E"), "\u2764\\ufe0e");
    row("accents stay", utf8("e\u0301"), "e\u0301");
}

void TerminalTextTest::hostileCharactersAreMadeVisible()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(singleLine(text), shown);
}

void TerminalTextTest::manyLinesKeepLineEndsAndTabs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("lf") << utf8("a\n\nb\n") << utf8("a\n\nb\n");
    QTest::newRow("cr lf") << utf8("a\r\nb\r\n") << utf8("a\nb\n");
    QTest::newRow("tab") << utf8("a\tb") << utf8("a\tb");
    QTest::newRow("a lone cr writes over the line") << utf8("right\rwrong") << utf8("right\\rwrong");
    QTest::newRow("cr at the end") << utf8("right\r") << utf8("right\\r");
    QTest::newRow("cr cr lf") << utf8("a\r\r\nb") << utf8("a\\r\nb");
    QTest::newRow("escape") << utf8("a\n\x1b[2J") << utf8("a\n\\x1b[2J");
    QTest::newRow("next line") << QString(u'a') + QChar(0x85) << utf8("a\\x85");
}

void TerminalTextTest::manyLinesKeepLineEndsAndTabs()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(manyLines(text), shown);
}

void TerminalTextTest::nothingHiddenIsLeft()
{
    for (int trial = 0; trial < 400; ++trial) {
        Draw draw(5, QString::number(trial));
        QString text;
        for (int index = 0; index < 60; ++index) {
            // Half from where the hostile ones live, half from everywhere, lone surrogates included.
            const auto character = static_cast<char32_t>(
                draw.below(2) == 0
                    ? draw.below(0x110000)
                    : QList<int>{0x00, 0x2000, 0xFE00, 0xD800, 0xE0000}[draw.below(5)] + draw.below(0x100));
            if (character > 0xFFFF)
                text += QString::fromUcs4(&character, 1);
            else
                text += QChar(static_cast<char16_t>(character));
        }
        text.remove(QChar(0xFE0F)); // stays behind a symbol
        QVERIFY2(!hasHidden(singleLine(text), {}), qPrintable(singleLine(text)));
        QVERIFY(singleLine(text).isValidUtf16());
        QVERIFY2(!hasHidden(manyLines(text), utf8("\n\t")), qPrintable(manyLines(text)));
        QCOMPARE(singleLine(singleLine(text)), singleLine(text));
    }
}

void TerminalTextTest::hiddenIsWhatNobodySees_data()
{
    QTest::addColumn<uint>("character");
    QTest::addColumn<bool>("hidden");
    QTest::newRow("letter") << uint{'a'} << false;
    QTest::newRow("space") << uint{' '} << false;
    QTest::newRow("no-break space") << uint{0xA0} << false;
    QTest::newRow("emoji") << uint{0x1F600} << false;
    QTest::newRow("accent") << uint{0x301} << false;
    QTest::newRow("private use") << uint{0xE000} << false;
    QTest::newRow("escape") << uint{0x1B} << true;
    QTest::newRow("Arabic letter mark") << uint{0x61C} << true;
    QTest::newRow("Mongolian vowel separator") << uint{0x180E} << true;
    QTest::newRow("word joiner") << uint{0x2060} << true;
    QTest::newRow("combining grapheme joiner") << uint{0x34F} << true;
    QTest::newRow("variation selector") << uint{0xFE00} << true;
    QTest::newRow("emoji style") << uint{0xFE0F} << true;
    QTest::newRow("interlinear annotation") << uint{0xFFF9} << true;
    QTest::newRow("tag") << uint{0xE0020} << true;
    QTest::newRow("surrogate") << uint{0xD800} << true;
    QTest::newRow("last code point") << uint{0x10FFFF} << true;
}

void TerminalTextTest::hiddenIsWhatNobodySees()
{
    QFETCH(uint, character);
    QFETCH(bool, hidden);
    QCOMPARE(isHidden(character), hidden);
}

void TerminalTextTest::widthIsCountedInCells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("Latin") << utf8("Grüße") << 5;
    QTest::newRow("Chinese") << utf8("系統提示") << 8;
    QTest::newRow("full width") << utf8("Ａ１") << 4;
    QTest::newRow("Hangul") << utf8("한국어") << 6;
    QTest::newRow("half-width katakana") << utf8("ｶﾅ") << 2;
    QTest::newRow("emoji") << utf8("😀!") << 3;
    QTest::newRow("accent") << utf8("e\u0301e") << 2;
    QTest::newRow("Arabic") << utf8("سلام") << 4;
    QTest::newRow("rare Chinese") << utf8("𠀀") << 2;
    QTest::newRow("box") << utf8("│─") << 2;
}

void TerminalTextTest::widthIsCountedInCells()
{
    QFETCH(QString, text);
    QFETCH(int, width);
    QCOMPARE(displayWidth(text), width);
}

void TerminalTextTest::shortenedFits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("result");
    QTest::newRow("fits") << utf8("answer") << 6 << utf8("answer");
    QTest::newRow("cut") << utf8("answers") << 6 << utf8("answe…");
    QTest::newRow("only the mark") << utf8("answers") << 1 << utf8("…");
    QTest::newRow("nothing") << utf8("answers") << 0 << QString();
    QTest::newRow("less than nothing") << utf8("answers") << -3 << QString();
    QTest::newRow("a wide one does not fit") << utf8("系統提示") << 4 << utf8("系…");
    QTest::newRow("wide ones fit") << utf8("系統") << 4 << utf8("系統");
    QTest::newRow("accent goes with its letter") << utf8("abe\u0301def") << 4 << utf8("abe\u0301…");
    QTest::newRow("pair") << utf8("a😀😀😀") << 4 << utf8("a😀…");
}

void TerminalTextTest::shortenedFits()
{
    QFETCH(QString, text);
    QFETCH(int, width);
    QFETCH(QString, result);
    QCOMPARE(shortened(text, width), result);
    QCOMPARE(singleLine(text, width), result);
}

void TerminalTextTest::shortenedNeverPassesItsWidth()
{
    const QStringList pieces{
        utf8("a"),      utf8("é"),           utf8("e\u0301\u0323"),      utf8("語"), utf8("😀"),
        utf8("\u200B"), utf8("\x1b"),        utf8("👩‍👩‍👧"), utf8(" "),  utf8("\n"),
        utf8("🇩🇪"),     utf8("\u2764\uFE0F")};
    for (int trial = 0; trial < 300; ++trial) {
        Draw draw(6, QString::number(trial));
        QString text;
        for (qsizetype index = draw.below(40); index > 0; --index)
            text += pieces[draw.below(pieces.size())];
        const int width = static_cast<int>(draw.below(30));
        const QString whole = singleLine(text);
        const QString cut = singleLine(text, width);
        QVERIFY(displayWidth(cut) <= width);
        QCOMPARE(cut, shortened(whole, width));
        if (displayWidth(whole) <= width)
            QCOMPARE(cut, whole);
        else if (width > 0)
            QVERIFY(cut.endsWith(QChar(0x2026)) && whole.startsWith(cut.chopped(1)));
    }
}

void TerminalTextTest::longTextsAreLookedAtOnlyInFront()
{
    const QString text = QStringLiteral("word ").repeated(2'000'000);
    QCOMPARE(singleLine(text, 10), utf8("word word…"));
    QCOMPARE(singleLine(QStringLiteral("short"), INT_MAX), QStringLiteral("short"));
    // Marks without cells: what is not shown is marked all the same.
    const QString heaped = (u'a' + QString(60, QChar(0x0301))).repeated(100);
    const QString cut = singleLine(heaped, 10);
    QVERIFY(cut.endsWith(QChar(0x2026)));
    QVERIFY(displayWidth(cut) <= 10 && cut.size() < 200);
}

QTEST_GUILESS_MAIN(TerminalTextTest)
#include "TerminalTextTest.moc"
